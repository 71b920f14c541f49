// SPDX-License-Identifier: Apache-2.0
package io.sluice.command;

import io.sluice.spi.authority.AuthorityRegistry;
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
import java.util.Optional;

/** Knows one plugin, and decides about every URL what the test says. */
final class TestAuthority implements AuthorityRegistry, AuthoritySnapshot {

  static final PluginId PLUGIN = new PluginId("com.example.plugin", "1.0.0", "sha256:0", 7);

  volatile Decision decision = Decision.GRANTED;

  @Override
  public AuthoritySnapshot snapshot() {
    return this;
  }

  @Override
  public long epoch() {
    return 1;
  }

  @Override
  public PluginAuthority plugin(long bundleId) {
    return new OnePlugin(bundleId == PLUGIN.bundleId());
  }

  @Override
  public List<GrantReport> grants() {
    return List.of();
  }

  private final class OnePlugin implements PluginAuthority {
    private final boolean known;

    OnePlugin(boolean known) {
      this.known = known;
    }

    @Override
    public Optional<PluginId> id() {
      return known ? Optional.of(PLUGIN) : Optional.empty();
    }

    @Override
    public Standing standing() {
      return new Standing(known ? Standing.Kind.GRANTED : Standing.Kind.NOT_A_PLUGIN, "");
    }

    @Override
    public Decision decide(Access access) {
      return decision;
    }

    @Override
    public Decision decide(InetAddress address) {
      return decision;
    }

    @Override
    public boolean receives(String ingress) {
      return known;
    }

    @Override
    public TargetUrl resolve(UrlTemplate template) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Optional<String> secret(String name) {
      return Optional.empty();
    }

    @Override
    public int maxConnections(int standard) {
      return standard;
    }

    @Override
    public int maxTextBytes(int standard) {
      return standard;
    }

    @Override
    public List<TargetReport> targets() {
      return List.of();
    }
  }
}
