// SPDX-License-Identifier: Apache-2.0
package io.sluice.ingress;

import io.sluice.api.event.ClosedBy;
import io.sluice.api.event.EventOrigin;
import io.sluice.api.event.WebSocketClosed;
import io.sluice.api.event.WebSocketFailed;
import io.sluice.api.event.WebSocketOpened;
import io.sluice.api.event.WebSocketText;

/** Makes the events of one connection, numbered from 1. Used by one thread. */
final class Events {

  static final String INGRESS = "gateway";

  private final EventOrigin origin;
  private long serial;

  private Events(EventOrigin origin) {
    this.origin = origin;
  }

  static Events of(String connection) {
    return new Events(new EventOrigin(INGRESS, "websocket:wss://a.example/", connection, 1));
  }

  EventOrigin origin() {
    return origin;
  }

  WebSocketText text() {
    return new WebSocketText(origin, 1_000, ++serial, "text");
  }

  WebSocketOpened opened() {
    return new WebSocketOpened(origin, 1_000, ++serial, null);
  }

  WebSocketFailed failed() {
    return new WebSocketFailed(origin, 1_000, ++serial, "connect_refused", "refused");
  }

  WebSocketClosed closed() {
    return new WebSocketClosed(origin, 1_000, ++serial, 1000, "", ClosedBy.PEER);
  }
}
