// SPDX-License-Identifier: Apache-2.0
package io.sluice.api.event;

import static java.util.Objects.requireNonNull;

/**
 * Events of a connection were dropped here, because the queue was full, or because the connection
 * was already being closed when they arrived. It stands in the order where the dropped events would
 * have stood.
 *
 * @param origin where the dropped events came from
 * @param createdAtMillis when the first of them was dropped
 * @param serial see {@link IngressEvent#serial()}
 * @param droppedEvents how many events were dropped, at least 1
 * @param droppedBytes how many bytes of text they held
 */
public record WebSocketGap(
    EventOrigin origin, long createdAtMillis, long serial, long droppedEvents, long droppedBytes)
    implements IngressEvent {

  /** Refuses missing parts. */
  public WebSocketGap {
    requireNonNull(origin, "origin");
  }

  @Override
  public EventKind kind() {
    return EventKind.WEBSOCKET_GAP;
  }
}
