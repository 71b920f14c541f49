// SPDX-License-Identifier: Apache-2.0
package io.sluice.plugins;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The handlers of one bundle. It is immutable.
 *
 * @param all the handlers, the preferred ones first
 */
record HandlerOffers(List<HandlerOffer> all) {

  static final HandlerOffers NONE = new HandlerOffers(List.of());

  /** With a handler that is new, or has other properties than before. */
  HandlerOffers with(HandlerOffer offer) {
    return new HandlerOffers(
        Stream.concat(others(offer.serviceId()), Stream.of(offer)).sorted().toList());
  }

  HandlerOffers without(long serviceId) {
    return new HandlerOffers(others(serviceId).toList());
  }

  private Stream<HandlerOffer> others(long serviceId) {
    return all.stream().filter(offer -> offer.serviceId() != serviceId);
  }

  Optional<HandlerOffer> preferredFor(String ingress) {
    return all.stream().filter(offer -> offer.isFor(ingress)).findFirst();
  }

  boolean isEmpty() {
    return all.isEmpty();
  }
}
