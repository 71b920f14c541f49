// SPDX-License-Identifier: Apache-2.0
package io.sluice.ingress;

import io.sluice.api.event.EventOrigin;
import io.sluice.api.event.WebSocketGap;

/** A place in the order where texts of one connection were dropped. */
final class Gap {

  private final EventOrigin origin;
  private final long sinceMillis;
  private final long serial;
  private long events;
  private long bytes;

  Gap(EventOrigin origin, long sinceMillis, long serial) {
    this.origin = origin;
    this.sinceMillis = sinceMillis;
    this.serial = serial;
  }

  boolean isOf(EventOrigin other) {
    return origin.equals(other);
  }

  void count(int size) {
    events++;
    bytes += size;
  }

  WebSocketGap event() {
    return new WebSocketGap(origin, sinceMillis, serial, events, bytes);
  }
}
