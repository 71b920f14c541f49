// SPDX-License-Identifier: Apache-2.0
package io.sluice.plugins;

import io.sluice.api.plugin.IngressHandler;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.ServiceRegistration;

/**
 * The service registry, as one bundle sees it. Handlers are made before another thread comes in.
 */
final class TestRegistry {

  private final AtomicLong lastServiceId = new AtomicLong();
  private final List<Object> registered = new CopyOnWriteArrayList<>();
  private final Map<Object, @Nullable IngressHandler> handlers = new HashMap<>();
  private final List<Object> gotten = new CopyOnWriteArrayList<>();

  /** How many changes of properties there were. */
  final AtomicInteger changes = new AtomicInteger();

  /** What happens just before a service is registered. */
  volatile Runnable beforeRegistering = () -> {};

  final BundleContext context =
      Partial.of(
          BundleContext.class,
          Map.of(
              "registerService", arguments -> register(arguments[1]),
              "getService", arguments -> got(arguments[0]),
              "ungetService", arguments -> letGo(arguments[0])));

  private ServiceRegistration<?> register(Object service) {
    beforeRegistering.run();
    registered.add(service);
    return Partial.of(
        ServiceRegistration.class,
        Map.of(
            "unregister", arguments -> unregister(service),
            "setProperties", arguments -> changes.incrementAndGet()));
  }

  private @Nullable Object unregister(Object service) {
    if (!registered.remove(service)) {
      throw new IllegalStateException("unregistered twice: " + service);
    }
    return null;
  }

  private @Nullable Object got(Object reference) {
    IngressHandler handler = handlers.get(reference);
    if (handler != null) {
      gotten.add(reference);
    }
    return handler;
  }

  private Object letGo(Object reference) {
    if (!gotten.remove(reference)) {
      throw new IllegalStateException("let go more often than got");
    }
    return true;
  }

  /** The services of a type that are registered now, in the order in which they came. */
  <T> List<T> services(Class<T> type) {
    return registered.stream().filter(type::isInstance).map(type::cast).toList();
  }

  /** How many of the handlers that were got were not let go. */
  int handlersInUse() {
    return gotten.size();
  }

  /** A handler of a plugin, for an ingress. */
  ServiceReference<IngressHandler> handler(String ingress) {
    return handler(event -> List.of(), Map.of(IngressHandler.INGRESS, ingress));
  }

  /** A handler of a plugin; null for one that cannot be created. */
  @SuppressWarnings("unchecked")
  ServiceReference<IngressHandler> handler(
      @Nullable IngressHandler handler, Map<String, Object> properties) {
    Map<String, Object> all = new HashMap<>(properties);
    all.put(Constants.SERVICE_ID, lastServiceId.incrementAndGet());
    Function<Object[], @Nullable Object> property = arguments -> all.get(arguments[0]);
    ServiceReference<IngressHandler> reference =
        Partial.of(ServiceReference.class, Map.of("getProperty", property));
    handlers.put(reference, handler);
    return reference;
  }
}
