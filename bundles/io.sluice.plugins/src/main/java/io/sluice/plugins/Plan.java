// SPDX-License-Identifier: Apache-2.0
package io.sluice.plugins;

import io.sluice.api.plugin.IngressHandler;
import io.sluice.spi.authority.PluginAuthority;
import io.sluice.spi.connection.RunningIngress.Source;
import io.sluice.spi.plugin.IngressSpec;
import io.sluice.spi.plugin.PluginId;
import io.sluice.spi.plugin.SourceSpec;
import io.sluice.spi.target.InvalidTargetException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.osgi.framework.ServiceReference;

/**
 * What a plugin's life is to make true.
 *
 * @param plugin which plugin
 * @param run the number of the run; a new number starts the service afresh
 * @param queues the queues to keep open, by ingress
 * @param published the ingresses to connect, with their sources; each has a queue
 */
record Plan(
    PluginId plugin, int run, Map<String, Queue> queues, Map<String, List<Source>> published) {

  /**
   * A queue to keep open. It stays open without a grant, so that the plugin can be told that it
   * lost one.
   *
   * @param spec the ingress
   * @param handler the handler to call
   */
  record Queue(IngressSpec spec, ServiceReference<IngressHandler> handler) {}

  /** Nothing is to run. */
  static Plan idle(PluginId plugin, int run) {
    return new Plan(plugin, run, Map.of(), Map.of());
  }

  /** Works out what is to run of a plugin that may run. */
  static Plan of(PluginBundle bundle, int run, HandlerOffers offers, PluginAuthority authority) {
    Map<String, Queue> queues = new LinkedHashMap<>();
    Map<String, List<Source>> published = new LinkedHashMap<>();
    for (IngressSpec ingress : bundle.manifest().ingresses()) {
      Optional<HandlerOffer> offer = offers.preferredFor(ingress.name());
      if (offer.isPresent()) {
        queues.put(ingress.name(), new Queue(ingress, offer.get().reference()));
        if (authority.receives(ingress.name()) && unresolved(ingress, authority).isEmpty()) {
          published.put(ingress.name(), sources(ingress, authority));
        }
      }
    }
    return new Plan(bundle.id(), run, queues, published);
  }

  /** Why an ingress cannot be connected, if a parameter of one of its sources has no good value. */
  static Optional<String> unresolved(IngressSpec ingress, PluginAuthority authority) {
    try {
      sources(ingress, authority);
      return Optional.empty();
    } catch (InvalidTargetException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }

  private static List<Source> sources(IngressSpec ingress, PluginAuthority authority) {
    List<Source> sources = new ArrayList<>();
    for (SourceSpec source : ingress.sources()) {
      sources.add(new Source(source, authority.resolve(source.url())));
    }
    return sources;
  }
}
