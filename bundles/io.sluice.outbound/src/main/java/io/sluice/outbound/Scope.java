// SPDX-License-Identifier: Apache-2.0
package io.sluice.outbound;

import io.sluice.spi.target.HostPattern;
import io.sluice.spi.target.Target;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a configuration is about.
 *
 * @param places the places
 * @param except what is taken out of them
 */
record Scope(Set<Place> places, Set<Place> except) {

  /** Every peer. */
  static final Scope EVERYTHING = Scope.of(List.of(everyHost(true), everyHost(false)), List.of());

  private static Place everyHost(boolean secure) {
    return new Place(secure, new HostPattern("*"), Target.ANY_PORT);
  }

  static Scope of(Collection<Place> places, Collection<Place> except) {
    return new Scope(Set.copyOf(places), Set.copyOf(except));
  }

  /** The most exact of the places that cover a peer, if any does and the peer is not taken out. */
  Optional<Place> covering(Peer peer) {
    if (except.stream().anyMatch(place -> place.covers(peer))) {
      return Optional.empty();
    }
    return places.stream().filter(place -> place.covers(peer)).max(Place.EXACTNESS);
  }
}
