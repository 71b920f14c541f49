// SPDX-License-Identifier: Apache-2.0
package io.sluice.plugins;

import io.sluice.api.plugin.IngressHandler;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceReference;

/**
 * A handler that a plugin's bundle has registered.
 *
 * @param reference the service, which is not got before its first event
 * @param serviceId the service's number
 * @param ingresses the names of the ingresses that it is for
 */
record HandlerOffer(
    ServiceReference<IngressHandler> reference, long serviceId, Set<String> ingresses) {

  static HandlerOffer of(ServiceReference<IngressHandler> reference) {
    return new HandlerOffer(
        reference,
        (Long) reference.getProperty(Constants.SERVICE_ID),
        names(reference.getProperty(IngressHandler.INGRESS)));
  }

  /** A {@code String+} property: a string, an array or a collection. */
  private static Set<String> names(@Nullable Object property) {
    Collection<?> values =
        property instanceof Collection<?> collection
            ? collection
            : property instanceof Object[] array ? Arrays.asList(array) : singleton(property);
    return values.stream()
        .filter(Objects::nonNull)
        .map(Object::toString)
        .collect(Collectors.toUnmodifiableSet());
  }

  private static List<?> singleton(@Nullable Object value) {
    return value == null ? List.of() : List.of(value);
  }

  boolean isFor(String ingress) {
    return ingresses.contains(ingress);
  }

  /** Tells whether the framework prefers this service: a higher ranking, or the older one. */
  boolean isPreferredTo(HandlerOffer other) {
    return reference.compareTo(other.reference) > 0;
  }
}
