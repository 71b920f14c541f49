// SPDX-License-Identifier: Apache-2.0
package io.sluice.api.event;

import static java.util.Objects.requireNonNull;

/**
 * An attempt to connect failed, or an open connection did. In the second case a {@link
 * WebSocketClosed} follows.
 *
 * @param origin where it comes from
 * @param createdAtMillis see {@link IngressEvent#createdAtMillis()}
 * @param serial see {@link IngressEvent#serial()}
 * @param failure the stable code of the class of failure, such as {@code connect_refused}; the
 *     manual lists them
 * @param message what is known of it, in at most 256 characters, without secrets
 */
public record WebSocketFailed(
    EventOrigin origin, long createdAtMillis, long serial, String failure, String message)
    implements IngressEvent {

  /** Refuses missing parts. */
  public WebSocketFailed {
    requireNonNull(origin, "origin");
    requireNonNull(failure, "failure");
    requireNonNull(message, "message");
  }

  @Override
  public EventKind kind() {
    return EventKind.WEBSOCKET_ERROR;
  }
}
