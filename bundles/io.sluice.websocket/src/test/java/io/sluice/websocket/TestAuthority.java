// SPDX-License-Identifier: Apache-2.0
package io.sluice.websocket;

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
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** Grants everything to every plugin, until it is told otherwise. */
final class TestAuthority implements AuthorityRegistry {

  private volatile Snapshot snapshot =
      new Snapshot(1, new Authority("", true, true, Map.of(), OptionalInt.empty()));

  @Override
  public AuthoritySnapshot snapshot() {
    return snapshot;
  }

  private void publish(Authority authority) {
    snapshot = new Snapshot(snapshot.epoch() + 1, authority);
  }

  void grant() {
    publish(snapshot.authority().with(""));
  }

  void revoke(String code) {
    publish(snapshot.authority().with(code));
  }

  void revokeIngress() {
    Authority old = snapshot.authority();
    publish(new Authority(old.missing(), false, old.addresses(), old.secrets(), old.connections()));
  }

  void secret(String name, String value) {
    Authority old = snapshot.authority();
    publish(
        new Authority(
            old.missing(),
            old.receives(),
            old.addresses(),
            Map.of(name, value),
            old.connections()));
  }

  void maxConnections(int most) {
    Authority old = snapshot.authority();
    publish(
        new Authority(
            old.missing(), old.receives(), old.addresses(), old.secrets(), OptionalInt.of(most)));
  }

  /** Allows the address of this machine, or not. */
  void addresses(boolean allowed) {
    Authority old = snapshot.authority();
    publish(
        new Authority(old.missing(), old.receives(), allowed, old.secrets(), old.connections()));
  }

  /** Publishes a snapshot in which nothing is different. */
  void publishAgain() {
    publish(snapshot.authority());
  }

  private record Snapshot(long epoch, Authority authority) implements AuthoritySnapshot {

    @Override
    public PluginAuthority plugin(long bundleId) {
      return authority;
    }

    @Override
    public List<GrantReport> grants() {
      return List.of();
    }
  }

  private record Authority(
      String missing,
      boolean receives,
      boolean addresses,
      Map<String, String> secrets,
      OptionalInt connections)
      implements PluginAuthority {

    Authority with(String code) {
      return new Authority(code, receives, addresses, secrets, connections);
    }

    @Override
    public Optional<PluginId> id() {
      return Optional.of(TestService.PLUGIN);
    }

    @Override
    public Standing standing() {
      return new Standing(Standing.Kind.GRANTED, "");
    }

    @Override
    public Decision decide(Access access) {
      return missing.isEmpty() ? Decision.GRANTED : Decision.refused(missing, "as the test says");
    }

    @Override
    public Decision decide(InetAddress address) {
      return addresses ? Decision.GRANTED : Decision.refused("address_refused", "as the test says");
    }

    @Override
    public boolean receives(String ingress) {
      return receives;
    }

    @Override
    public TargetUrl resolve(UrlTemplate template) {
      return template.resolve(Map.of());
    }

    @Override
    public Optional<String> secret(String name) {
      return Optional.ofNullable(secrets.get(name));
    }

    @Override
    public int maxConnections(int standard) {
      return connections.orElse(standard);
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
