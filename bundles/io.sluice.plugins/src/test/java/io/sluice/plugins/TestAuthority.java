// SPDX-License-Identifier: Apache-2.0
package io.sluice.plugins;

import io.sluice.spi.authority.AuthoritySnapshot;
import io.sluice.spi.authority.Decision;
import io.sluice.spi.authority.GrantReport;
import io.sluice.spi.authority.PluginAuthority;
import io.sluice.spi.authority.Standing;
import io.sluice.spi.authority.TargetReport;
import io.sluice.spi.plugin.PluginId;
import io.sluice.spi.target.Access;
import io.sluice.spi.target.TargetUrl;
import io.sluice.spi.target.UrlTemplate;
import java.net.InetAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a plugin may do, as a test says it. */
record TestAuthority(
    @Nullable PluginId plugin,
    Standing standing,
    Set<String> ingresses,
    Map<String, String> parameters,
    List<TargetReport> targets)
    implements PluginAuthority {

  private static final TestAuthority NONE =
      new TestAuthority(
          null, new Standing(Standing.Kind.NOT_A_PLUGIN, ""), Set.of(), Map.of(), List.of());

  /** A grant for these ingresses. */
  static TestAuthority granting(PluginId plugin, String... ingresses) {
    return new TestAuthority(
        plugin, new Standing(Standing.Kind.GRANTED, ""), Set.of(ingresses), Map.of(), List.of());
  }

  TestAuthority with(Standing.Kind kind, String message) {
    return new TestAuthority(plugin, new Standing(kind, message), ingresses, parameters, targets);
  }

  TestAuthority with(Map<String, String> values) {
    return new TestAuthority(plugin, standing, ingresses, values, targets);
  }

  /** The verdicts on the targets, the declared ones first. */
  TestAuthority with(TargetReport.Verdict... verdicts) {
    List<TargetReport> reports =
        List.of(verdicts).stream()
            .map(
                verdict ->
                    new TargetReport(
                        "host_api.websocket", "ws://" + verdict.wireName(), verdict, List.of(), ""))
            .toList();
    return new TestAuthority(plugin, standing, ingresses, parameters, reports);
  }

  /** A snapshot with nothing but authorities of one bundle each. */
  static AuthoritySnapshot snapshot(long epoch, TestAuthority... authorities) {
    return new Snapshot(epoch, List.of(authorities));
  }

  private record Snapshot(long epoch, List<TestAuthority> authorities)
      implements AuthoritySnapshot {

    @Override
    public PluginAuthority plugin(long bundleId) {
      return authorities.stream()
          .filter(each -> each.plugin != null && each.plugin.bundleId() == bundleId)
          .findFirst()
          .orElse(NONE);
    }

    @Override
    public List<GrantReport> grants() {
      return List.of();
    }
  }

  @Override
  public Optional<PluginId> id() {
    return Optional.ofNullable(plugin);
  }

  @Override
  public boolean receives(String ingress) {
    return ingresses.contains(ingress);
  }

  @Override
  public TargetUrl resolve(UrlTemplate template) {
    return template.resolve(parameters);
  }

  @Override
  public Decision decide(Access access) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Decision decide(InetAddress address) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Optional<String> secret(String name) {
    throw new UnsupportedOperationException();
  }

  @Override
  public int maxConnections(int standard) {
    throw new UnsupportedOperationException();
  }

  @Override
  public int maxTextBytes(int standard) {
    throw new UnsupportedOperationException();
  }
}
