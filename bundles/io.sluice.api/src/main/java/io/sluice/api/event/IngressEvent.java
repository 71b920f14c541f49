// SPDX-License-Identifier: Apache-2.0
package io.sluice.api.event;

import java.time.Instant;
import java.util.UUID;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Something that happened on an ingress of a plugin.
 *
 * <p>Events are immutable and may be kept and handed to other threads. A {@code switch} over them
 * needs a {@code default}: minor versions add kinds.
 */
@ProviderType
public sealed interface IngressEvent
    permits AuthorityRevoked,
        WebSocketClosed,
        WebSocketFailed,
        WebSocketGap,
        WebSocketOpened,
        WebSocketReconnectNeeded,
        WebSocketText {

  /**
   * Where the event comes from.
   *
   * @return the ingress, source, connection and attempt, shared by all events of one connection
   */
  EventOrigin origin();

  /**
   * When the host made the event.
   *
   * @return milliseconds since 1970-01-01T00:00:00Z, by the host's wall clock
   */
  long createdAtMillis();

  /**
   * What tells apart the events of one millisecond. It grows with each event of a connection.
   *
   * @return a number of at most 62 bits, not negative
   */
  long serial();

  /**
   * The kind of the event.
   *
   * @return the kind, whose {@link EventKind#wireName()} is what a manifest lists
   */
  EventKind kind();

  /**
   * The event's unique id, whose order is the order of time. It is made anew by each call.
   *
   * @return the text of a version 7 UUID (RFC 9562, section 5.7) made of {@link #createdAtMillis()}
   *     and {@link #serial()}
   */
  default String id() {
    long high = createdAtMillis() << 16 | 0x7000L;
    long low = 0x8000_0000_0000_0000L | serial();
    return new UUID(high, low).toString();
  }

  /**
   * When the host made the event.
   *
   * @return {@link #createdAtMillis()} as an instant
   */
  default Instant createdAt() {
    return Instant.ofEpochMilli(createdAtMillis());
  }

  /**
   * The ingress that received the event.
   *
   * @return its name in the manifest
   */
  default String ingress() {
    return origin().ingress();
  }

  /**
   * The source that the event comes from.
   *
   * @return {@code websocket:} and the URL without its query
   */
  default String source() {
    return origin().source();
  }

  /**
   * The connection that the event belongs to: the name by which a command addresses it.
   *
   * @return an id that is unique in this host's life; each attempt to connect has a new one
   */
  default String connection() {
    return origin().connection();
  }

  /**
   * Which attempt to connect this is since the connection last was stable.
   *
   * @return 1 for the first
   */
  default int attempt() {
    return origin().attempt();
  }
}
