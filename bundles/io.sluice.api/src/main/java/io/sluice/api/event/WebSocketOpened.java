// SPDX-License-Identifier: Apache-2.0
package io.sluice.api.event;

import static java.util.Objects.requireNonNull;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A connection was opened: the handshake is done. It comes before every other event of its
 * connection, on the first connect and on each reconnect.
 *
 * @param origin where it comes from
 * @param createdAtMillis see {@link IngressEvent#createdAtMillis()}
 * @param serial see {@link IngressEvent#serial()}
 * @param selectedSubprotocol the subprotocol that the server chose (RFC 6455, section 1.9), or null
 */
public record WebSocketOpened(
    EventOrigin origin, long createdAtMillis, long serial, @Nullable String selectedSubprotocol)
    implements IngressEvent {

  /** Refuses missing parts. */
  public WebSocketOpened {
    requireNonNull(origin, "origin");
  }

  /**
   * The subprotocol that the server chose.
   *
   * @return its name, or empty if the server chose none
   */
  public Optional<String> subprotocol() {
    return Optional.ofNullable(selectedSubprotocol);
  }

  @Override
  public EventKind kind() {
    return EventKind.WEBSOCKET_OPEN;
  }
}
