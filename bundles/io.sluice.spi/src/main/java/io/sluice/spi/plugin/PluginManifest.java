// SPDX-License-Identifier: Apache-2.0
package io.sluice.spi.plugin;

import java.util.List;
import java.util.Optional;

/**
 * What a plugin declares. All of it is what the plugin's author wrote: what it may do is for the
 * grants to say.
 *
 * @param description what the author says about the plugin, untrusted
 * @param parameters what the manifest leaves open
 * @param websocket the WebSocket targets that the plugin wants
 * @param request the request targets that the plugin wants
 * @param ingresses the plugin's ingresses, each name once
 */
public record PluginManifest(
    String description,
    List<Parameter> parameters,
    List<DeclaredTarget> websocket,
    List<DeclaredTarget> request,
    List<IngressSpec> ingresses) {

  /** Copies the lists. */
  public PluginManifest {
    parameters = List.copyOf(parameters);
    websocket = List.copyOf(websocket);
    request = List.copyOf(request);
    ingresses = List.copyOf(ingresses);
  }

  /**
   * Finds an ingress.
   *
   * @param name the ingress's name
   * @return the ingress, or empty if the manifest declares none of that name
   */
  public Optional<IngressSpec> ingress(String name) {
    return ingresses.stream().filter(ingress -> ingress.name().equals(name)).findFirst();
  }

  /**
   * What a manifest leaves open.
   *
   * @param name the name, as it stands in {@code ${name}}
   * @param description what the author says about it, untrusted
   */
  public record Parameter(String name, String description) {}
}
