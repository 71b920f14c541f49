// SPDX-License-Identifier: Apache-2.0
package io.sluice.authority;

import io.sluice.spi.authority.Decision;
import io.sluice.spi.authority.PluginAuthority;
import io.sluice.spi.authority.Standing;
import io.sluice.spi.authority.TargetReport;
import io.sluice.spi.plugin.DeclaredTarget;
import io.sluice.spi.plugin.PluginId;
import io.sluice.spi.target.Target;
import io.sluice.spi.target.TargetUrl;
import io.sluice.spi.target.UrlTemplate;
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
 * @param parameters the values of its parameters
 * @param secrets the values of its secrets
 * @param grantedConnections how many connections the grants allow, 0 for the default
 * @param grantedTextBytes how long a text the grants allow, 0 for the default
 */
record Authority(
    @Nullable PluginId plugin,
    Standing standing,
    List<Declared> declared,
    List<DeclaredTarget> open,
    List<Target> granted,
    List<Target> denied,
    Set<String> ingresses,
    Map<String, String> parameters,
    Map<String, String> secrets,
    int grantedConnections,
    int grantedTextBytes)
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
        null, standing, List.of(), List.of(), List.of(), List.of(), Set.of(), Map.of(), Map.of(), 0,
        0);
  }

  @Override
  public Optional<PluginId> id() {
    return Optional.ofNullable(plugin);
  }

  private String name() {
    return plugin == null ? "" : plugin.name();
  }

  @Override
  public Decision decide(TargetUrl url) {
    if (!stands()) {
      return Decision.refused(standing.kind().code(), standing.message());
    }
    boolean isGranted = covers(granted, url);
    Target declaring = declaring(url);
    if (declaring == null) {
      return isGranted
          ? Decision.refused(
              "granted_not_declared",
              url + " is granted, but the plugin does not declare it, so that the grant is void")
          : Decision.refused("not_declared", url + " is in no target of the plugin's manifest");
    }
    if (covers(denied, url)) {
      return Decision.refused("denied", url + " is denied to " + name() + " by a grant's deny");
    }
    if (!isGranted) {
      return Decision.refused(
          "not_granted", url + " is not granted; sluice:grant " + name() + " " + declaring);
    }
    return Decision.GRANTED;
  }

  /** Whether the grants apply to the plugin at all; without any, each target is not granted. */
  private boolean stands() {
    return standing.kind() == Standing.Kind.GRANTED || standing.kind() == Standing.Kind.NOT_GRANTED;
  }

  private @Nullable Target declaring(TargetUrl url) {
    for (Declared each : declared) {
      if (each.target().covers(url)) {
        return each.target();
      }
    }
    return null;
  }

  private static boolean covers(List<Target> targets, TargetUrl url) {
    for (Target target : targets) {
      if (target.covers(url)) {
        return true;
      }
    }
    return false;
  }

  @Override
  public boolean receives(String ingress) {
    return standing.kind() == Standing.Kind.GRANTED
        && (ingresses.contains(ingress) || ingresses.contains(Grant.ALL_INGRESSES));
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
