// SPDX-License-Identifier: Apache-2.0
package io.sluice.outbound;

import io.sluice.spi.target.HostPattern;
import io.sluice.spi.target.InvalidTargetException;
import io.sluice.spi.target.Scheme;
import io.sluice.spi.target.Target;
import java.util.Comparator;

/**
 * Peers that a configuration is about.
 *
 * @param secure whether TLS is spoken with them
 * @param host their hosts
 * @param port their port, or {@link Target#ANY_PORT}
 */
record Place(boolean secure, HostPattern host, int port) {

  /**
   * Orders places that cover the same peer, the most exact one last. Two that are equal in this
   * order are the same place: wide patterns that cover one host differ in length.
   */
  static final Comparator<Place> EXACTNESS =
      Comparator.comparing((Place place) -> !place.host.isBroad())
          .thenComparing(place -> !place.host.isWide())
          .thenComparing(place -> place.host.text().length())
          .thenComparing(place -> place.port != Target.ANY_PORT);

  /**
   * Parses the one-line form of a target without methods and path.
   *
   * @throws InvalidTargetException if it is none
   */
  static Place parse(String line) {
    // The schemes of HTTP have the ports of WebSocket, and in a target they would need methods.
    Target target = Target.parse(line.replaceFirst("^http(s?)://", "ws$1://"));
    if (!target.methods().isEmpty()) {
      throw new InvalidTargetException(
          "has methods, which make no difference here; leave them out");
    }
    if (!target.pathPrefix().isEmpty()) {
      throw new InvalidTargetException("has a path, which makes no difference here; leave it out");
    }
    return new Place(target.scheme() == Scheme.WSS, target.host(), target.port());
  }

  /** As {@link #parse}, for places with which TLS is spoken. */
  static Place parseSecure(String line) {
    Place place = parse(line);
    if (!place.secure) {
      throw new InvalidTargetException("the scheme is not wss or https");
    }
    return place;
  }

  boolean covers(Peer peer) {
    return secure == peer.secure()
        && (port == Target.ANY_PORT || port == peer.port())
        && host.covers(peer.host());
  }

  /** The one-line form. */
  @Override
  public String toString() {
    return (secure ? "wss://" : "ws://") + host + ":" + (port == Target.ANY_PORT ? "*" : port);
  }
}
