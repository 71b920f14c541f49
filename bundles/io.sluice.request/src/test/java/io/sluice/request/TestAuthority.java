// SPDX-License-Identifier: Apache-2.0
package io.sluice.request;

import io.sluice.spi.authority.AuthorityRegistry;
import io.sluice.spi.authority.AuthoritySnapshot;
import io.sluice.spi.authority.Decision;
import io.sluice.spi.authority.GrantReport;
import io.sluice.spi.authority.PluginAuthority;
import io.sluice.spi.authority.Standing;
import io.sluice.spi.authority.TargetReport;
import io.sluice.spi.plugin.PluginId;
import io.sluice.spi.target.Access;
import io.sluice.spi.target.Target;
import io.sluice.spi.target.TargetUrl;
import io.sluice.spi.target.UrlTemplate;
import java.net.InetAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** Knows for each bundle what is declared, granted and denied, as the test says. */
final class TestAuthority implements AuthorityRegistry {

  private final Map<Long, Rules> rules = new ConcurrentHashMap<>();
  private final AtomicLong epoch = new AtomicLong();

  /** What a test says of one bundle. */
  record Rules(
      List<Target> declared,
      List<Target> granted,
      List<Target> denied,
      boolean addresses,
      AtomicInteger decisions)
      implements PluginAuthority {

    static Rules of(String... targets) {
      List<Target> all = targets(targets);
      return new Rules(all, all, List.of(), true, new AtomicInteger());
    }

    private static List<Target> targets(String... lines) {
      return List.of(lines).stream().map(Target::parse).toList();
    }

    Rules granting(String... targets) {
      return new Rules(declared, targets(targets), denied, addresses, decisions);
    }

    Rules denying(String... targets) {
      return new Rules(declared, granted, targets(targets), addresses, decisions);
    }

    Rules withoutAddresses() {
      return new Rules(declared, granted, denied, false, decisions);
    }

    @Override
    public Optional<PluginId> id() {
      return Optional.of(new PluginId("com.example.plugin", "1.0.0", "sha256:0", 1));
    }

    @Override
    public Standing standing() {
      return new Standing(Standing.Kind.GRANTED, "");
    }

    @Override
    public Decision decide(Access access) {
      decisions.incrementAndGet();
      return decide(covers(declared, access), covers(granted, access), covers(denied, access));
    }

    private static Decision decide(boolean isDeclared, boolean isGranted, boolean isDenied) {
      if (!isDeclared) {
        return Decision.refused("not_declared", "as the test says");
      }
      if (isDenied) {
        return Decision.refused("denied", "as the test says");
      }
      return isGranted ? Decision.GRANTED : Decision.refused("not_granted", "as the test says");
    }

    private static boolean covers(List<Target> targets, Access access) {
      return targets.stream().anyMatch(access::isCoveredBy);
    }

    @Override
    public Decision decide(InetAddress address) {
      return addresses ? Decision.GRANTED : Decision.refused("address_refused", "as the test says");
    }

    @Override
    public boolean receives(String ingress) {
      return false;
    }

    @Override
    public TargetUrl resolve(UrlTemplate template) {
      return template.resolve(Map.of());
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

  void say(long bundleId, Rules said) {
    rules.put(bundleId, said);
    epoch.incrementAndGet();
  }

  @Override
  public AuthoritySnapshot snapshot() {
    Map<Long, Rules> now = Map.copyOf(rules);
    long number = epoch.get();
    return new AuthoritySnapshot() {
      @Override
      public long epoch() {
        return number;
      }

      @Override
      public PluginAuthority plugin(long bundleId) {
        return now.getOrDefault(bundleId, Rules.of());
      }

      @Override
      public List<GrantReport> grants() {
        return List.of();
      }
    };
  }
}
