// SPDX-License-Identifier: Apache-2.0
package io.sluice.spi.authority;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A grant as it was configured. Values of secrets are not in it.
 *
 * @param pid the PID of its configuration
 * @param plugin the symbolic name that it is for, empty if it names none
 * @param refusal why it was refused as a whole, empty if it was accepted
 * @param version the version that it is for, empty for any
 * @param digest the digest that it is for, empty for any
 * @param reportOnly whether it only has the plugin report
 * @param websocket the WebSocket targets that it grants
 * @param request the request targets that it grants
 * @param deny the targets that it denies
 * @param ingresses the ingresses that it grants, {@code *} for all
 * @param addresses the CIDR blocks that it opens
 * @param secrets the names of the secrets that it gives
 * @param parameters the parameters that it gives
 */
public record GrantReport(
    String pid,
    String plugin,
    String refusal,
    String version,
    String digest,
    boolean reportOnly,
    List<String> websocket,
    List<String> request,
    List<String> deny,
    List<String> ingresses,
    List<String> addresses,
    Set<String> secrets,
    Map<String, String> parameters) {

  /** Copies the collections. */
  public GrantReport {
    websocket = List.copyOf(websocket);
    request = List.copyOf(request);
    deny = List.copyOf(deny);
    ingresses = List.copyOf(ingresses);
    addresses = List.copyOf(addresses);
    secrets = Set.copyOf(secrets);
    parameters = Map.copyOf(parameters);
  }
}
