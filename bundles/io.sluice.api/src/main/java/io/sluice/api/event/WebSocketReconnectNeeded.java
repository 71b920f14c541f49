// SPDX-License-Identifier: Apache-2.0
package io.sluice.api.event;

import static java.util.Objects.requireNonNull;

/**
 * The host does not, or no longer, retry this source by itself.
 *
 * @param origin where it comes from
 * @param createdAtMillis see {@link IngressEvent#createdAtMillis()}
 * @param serial see {@link IngressEvent#serial()}
 * @param reason the stable code of why, such as {@code terminal_close_code} or {@code
 *     reconnect_none}; the manual lists them
 */
public record WebSocketReconnectNeeded(
    EventOrigin origin, long createdAtMillis, long serial, String reason) implements IngressEvent {

  /** Refuses missing parts. */
  public WebSocketReconnectNeeded {
    requireNonNull(origin, "origin");
    requireNonNull(reason, "reason");
  }

  @Override
  public EventKind kind() {
    return EventKind.WEBSOCKET_RECONNECT_NEEDED;
  }
}
