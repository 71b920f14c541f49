// SPDX-License-Identifier: Apache-2.0
package io.sluice.websocket;

import io.sluice.api.event.EventOrigin;
import io.sluice.spi.authority.PluginAuthority;

/** The place of one connection among all. By one thread at a time, but for {@link #isLeft}. */
final class Place {

  /** The code of what has no place. */
  static final String LIMIT = "connection_limit";

  private final Places places;
  private final WebSocketLimits limits;
  private final long bundleId;
  private boolean taken;
  private boolean wantTold;

  Place(Places places, WebSocketLimits limits, long bundleId) {
    this.places = places;
    this.limits = limits;
    this.bundleId = bundleId;
  }

  /** Takes the place, unless it is taken already; tells the operator once if none is left. */
  boolean take(PluginAuthority allowed, EventOrigin origin, Teller teller) {
    taken = taken || places.take(bundleId, most(allowed));
    if (!taken && !wantTold) {
      teller.limited(
          origin,
          "no place for it: a plugin may have %d connections, the host %d"
              .formatted(most(allowed), limits.connectionsInAll()));
    }
    wantTold = !taken;
    return taken;
  }

  /** Gives the place back. It may be called again. */
  void release() {
    if (taken) {
      taken = false;
      places.release(bundleId);
    }
  }

  /** Tells whether a place is left, which another may take first. */
  boolean isLeft(PluginAuthority allowed) {
    return places.isLeft(bundleId, most(allowed));
  }

  private int most(PluginAuthority allowed) {
    return allowed.maxConnections(limits.connectionsPerPlugin());
  }
}
