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
 * A handler that a plugin's bundle has registered, with the properties that it had when that became
 * known.
 *
 * @param reference the service, which is not got before its first event
 * @param serviceId the service's number
 * @param ranking the service's ranking
 * @param ingresses the names of the ingresses that it is for
 */
record HandlerOffer(
    ServiceReference<IngressHandler> reference, long serviceId, int ranking, Set<String> ingresses)
    implements Comparable<HandlerOffer> {

  static HandlerOffer of(ServiceReference<IngressHandler> reference) {
    return new HandlerOffer(
        reference,
        (Long) reference.getProperty(Constants.SERVICE_ID),
        reference.getProperty(Constants.SERVICE_RANKING) instanceof Integer ranking ? ranking : 0,
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

  /** The one that the framework prefers comes first: of the higher ranking, or the older. */
  @Override
  public int compareTo(HandlerOffer other) {
    int byRanking = Integer.compare(other.ranking, ranking);
    return byRanking == 0 ? Long.compare(serviceId, other.serviceId) : byRanking;
  }
}
