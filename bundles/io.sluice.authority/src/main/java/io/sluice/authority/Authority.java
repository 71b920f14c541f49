// SPDX-License-Identifier: Apache-2.0
package io.sluice.authority;

import io.sluice.spi.authority.Decision;
import io.sluice.spi.authority.PluginAuthority;
import io.sluice.spi.authority.Standing;
import io.sluice.spi.authority.TargetReport;
import io.sluice.spi.plugin.DeclaredTarget;
import io.sluice.spi.plugin.PluginId;
import io.sluice.spi.target.Access;
import io.sluice.spi.target.AddressBlock;
import io.sluice.spi.target.SpecialAddresses;
import io.sluice.spi.target.Target;
import io.sluice.spi.target.TargetUrl;
import io.sluice.spi.target.UrlTemplate;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What one plugin may do: declared and granted, minus denied.
 *
 * @param plugin the plugin, or null for a bundle that is none
 * @param standing what the grants say of the plugin as a whole
 * @param declared the targets that it declares, with the parameters filled in
 * @param open the targets that it declares and whose parameters have no good value
 * @param granted the targets that are granted to it
 * @param denied the targets that are denied to it
 * @param ingresses the ingresses that are granted to it, or {@link Grant#ALL_INGRESSES}
 * @param addresses the blocks of special addresses that are granted to it
 * @param parameters the values of its parameters
 * @param secrets the values of its secrets
 * @param unread the placeholders of secrets that have no value, since nothing was found for them
 * @param grantedConnections how many connections the grants allow, 0 for the default
 * @param grantedTextBytes how long a text the grants allow, 0 for the default
 * @param memory what was decided before
 */
record Authority(
    @Nullable PluginId plugin,
    Standing standing,
    List<Declared> declared,
    List<DeclaredTarget> open,
    List<Target> granted,
    List<Target> denied,
    Set<String> ingresses,
    List<AddressBlock> addresses,
    Map<String, String> parameters,
    Map<String, String> secrets,
    Map<String, String> unread,
    int grantedConnections,
    int grantedTextBytes,
    DecisionMemory memory)
    implements PluginAuthority {

  /**
   * A declared target.
   *
   * @param target the target
   * @param reason why the author says it is wanted
   */
  record Declared(Target target, String reason) {}

  /** What a bundle may do that is no plugin. */
  static Authority none(Standing standing) {
    return new Authority(
        null,
        standing,
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        Set.of(),
        List.of(),
        Map.of(),
        Map.of(),
        Map.of(),
        0,
        0,
        new DecisionMemory());
  }

  @Override
  public Optional<PluginId> id() {
    return Optional.ofNullable(plugin);
  }

  private String name() {
    return plugin == null ? "" : plugin.name();
  }

  @Override
  public Decision decide(Access access) {
    Decision known = memory.of(access);
    return known == null ? memory.keep(access, judge(access)) : known;
  }

  private Decision judge(Access access) {
    Decision decision = byStanding();
    if (decision.allowed()) {
      decision = byDeclared(access);
    }
    if (decision.allowed()) {
      decision = byDenied(access);
    }
    return decision.allowed() ? byGranted(access) : decision;
  }

  /** Whether the grants apply to the plugin at all; without any, each target is not granted. */
  Decision byStanding() {
    boolean stands =
        standing.kind() == Standing.Kind.GRANTED || standing.kind() == Standing.Kind.NOT_GRANTED;
    return stands ? Decision.GRANTED : Decision.refused(standing.kind().code(), standing.message());
  }

  Decision byDeclared(Access access) {
    if (declaring(access) != null) {
      return Decision.GRANTED;
    }
    return covering(granted, access) == null
        ? Decision.refused(
            "not_declared", access.url() + " is in no target of the plugin's manifest")
        : Decision.refused(
            "granted_not_declared",
            access.url()
                + " is granted, but the plugin does not declare it, so that the grant is void");
  }

  Decision byDenied(Access access) {
    return covering(denied, access) == null
        ? Decision.GRANTED
        : Decision.refused(
            "denied", access.url() + " is denied to " + name() + " by a grant's deny");
  }

  Decision byGranted(Access access) {
    if (covering(granted, access) != null) {
      return Decision.GRANTED;
    }
    Target declaring = declaring(access);
    return Decision.refused(
        "not_granted",
        declaring == null
            ? access.url() + " is not granted"
            : access.url() + " is not granted; sluice:grant " + name() + " " + typed(declaring));
  }

  /** As one argument in the shell. */
  private static String typed(Target target) {
    String line = target.toString();
    return line.contains(" ") ? "'" + line + "'" : line;
  }

  @Nullable Target declaring(Access access) {
    for (Declared each : declared) {
      if (access.isCoveredBy(each.target())) {
        return each.target();
      }
    }
    return null;
  }

  private static @Nullable Target covering(List<Target> targets, Access access) {
    for (Target target : targets) {
      if (access.isCoveredBy(target)) {
        return target;
      }
    }
    return null;
  }

  @Override
  public Decision decide(InetAddress address) {
    for (AddressBlock block : addresses) {
      if (block.contains(address)) {
        return Decision.GRANTED;
      }
    }
    Optional<String> special = SpecialAddresses.kindOf(address).or(() -> ownKind(address));
    return special.isEmpty() ? Decision.GRANTED : refused(address, special.get());
  }

  private Decision refused(InetAddress address, String kind) {
    String block = AddressBlock.of(address).text();
    return Decision.refused(
        "address_refused",
        "%s is %s; addresses = %s in a grant of %s allows it"
            .formatted(block.substring(0, block.indexOf('/')), kind, block, name()));
  }

  private static Optional<String> ownKind(InetAddress address) {
    try {
      return NetworkInterface.getByInetAddress(address) == null
          ? Optional.empty()
          : Optional.of("an address of this machine");
    } catch (SocketException e) {
      return Optional.of("perhaps an address of this machine");
    }
  }

  @Override
  public boolean receives(String ingress) {
    return standing.kind() == Standing.Kind.GRANTED && names(ingress);
  }

  /** Whether a grant names the ingress, whatever else it says. */
  boolean names(String ingress) {
    return ingresses.contains(ingress) || ingresses.contains(Grant.ALL_INGRESSES);
  }

  @Override
  public TargetUrl resolve(UrlTemplate template) {
    return template.resolve(parameters);
  }

  @Override
  public Optional<String> secret(String name) {
    return Optional.ofNullable(secrets.get(name));
  }

  @Override
  public Optional<String> unreadSecret(String name) {
    return Optional.ofNullable(unread.get(name));
  }

  @Override
  public int maxConnections(int standard) {
    return grantedConnections == 0 ? standard : grantedConnections;
  }

  @Override
  public int maxTextBytes(int standard) {
    return grantedTextBytes == 0 ? standard : grantedTextBytes;
  }

  @Override
  public List<TargetReport> targets() {
    return TargetReports.of(this);
  }

  /** Shows no secret. */
  @Override
  public String toString() {
    return name() + " " + standing.kind();
  }
}
