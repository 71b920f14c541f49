// SPDX-License-Identifier: Apache-2.0
package io.sluice.authority;

import io.sluice.spi.plugin.PluginId;
import io.sluice.spi.target.AddressBlock;
import io.sluice.spi.target.Target;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What an operator grants to a plugin.
 *
 * @param pid the PID of its configuration
 * @param plugin the symbolic name
 * @param version the version that it is for, empty for any
 * @param digest the digest that it is for, empty for any
 * @param websocket the WebSocket targets
 * @param request the request targets
 * @param deny the targets that are denied to the plugin, whoever grants them
 * @param ingresses the ingresses, or {@value #ALL_INGRESSES}
 * @param addresses blocks of otherwise refused addresses
 * @param secrets the values of secrets, by name
 * @param unread the placeholders of secrets that nothing was found for, by name
 * @param parameters the values of parameters, by name
 * @param maxConnections how many connections, 0 for the default
 * @param maxTextBytes how long a text, 0 for the default
 * @param reportOnly whether to record only what would be needed
 */
record Grant(
    String pid,
    String plugin,
    String version,
    String digest,
    List<Target> websocket,
    List<Target> request,
    List<Target> deny,
    Set<String> ingresses,
    List<AddressBlock> addresses,
    Map<String, String> secrets,
    Map<String, String> unread,
    Map<String, String> parameters,
    int maxConnections,
    int maxTextBytes,
    boolean reportOnly) {

  static final String ALL_INGRESSES = "*";

  boolean isForVersionOf(PluginId id) {
    return version.isEmpty() || version.equals(id.version());
  }

  boolean isForDigestOf(PluginId id) {
    return digest.isEmpty() || digest.equals(id.digest());
  }

  /** Tells whether the grant says which of several bundles of its name it is for. */
  boolean isPinned() {
    return !version.isEmpty() || !digest.isEmpty();
  }

  Grant withoutSecrets() {
    return new Grant(
        pid,
        plugin,
        version,
        digest,
        websocket,
        request,
        deny,
        ingresses,
        addresses,
        Map.of(),
        Map.of(),
        parameters,
        maxConnections,
        maxTextBytes,
        reportOnly);
  }

  /** Shows no secret. */
  @Override
  public String toString() {
    return pid;
  }
}
