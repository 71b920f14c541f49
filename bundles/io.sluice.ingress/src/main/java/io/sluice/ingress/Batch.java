// SPDX-License-Identifier: Apache-2.0
package io.sluice.ingress;

import io.sluice.api.event.IngressEvent;
import io.sluice.api.event.WebSocketText;
import org.jspecify.annotations.Nullable;

/** The events that a lane took from a queue at once. Used by the lane's thread alone. */
final class Batch {

  private final @Nullable IngressEvent[] events;
  private final long byteRoom;
  private int next;
  private int end;
  private int texts;
  private long bytes;

  Batch(int room, long byteRoom) {
    this.events = new IngressEvent[room];
    this.byteRoom = byteRoom;
  }

  /** Tells whether it takes another event; it takes one of any size if it is empty. */
  boolean hasRoom() {
    return end == 0 || (end < events.length && bytes < byteRoom);
  }

  boolean isEmpty() {
    return next == end;
  }

  void add(IngressEvent event, int size) {
    events[end++] = event;
    if (event instanceof WebSocketText) {
      texts++;
      bytes += size;
    }
  }

  /** Takes the next event, or null if none is left. */
  @Nullable IngressEvent take() {
    if (isEmpty()) {
      return null;
    }
    IngressEvent event = events[next];
    events[next++] = null;
    return event;
  }

  /** How many events were added since the batch was cleared. */
  int added() {
    return end;
  }

  /** How many texts were added since the batch was cleared. */
  int texts() {
    return texts;
  }

  /** How many bytes of text were added since the batch was cleared. */
  long bytes() {
    return bytes;
  }

  void clear() {
    while (next < end) {
      events[next++] = null;
    }
    next = 0;
    end = 0;
    texts = 0;
    bytes = 0;
  }
}
