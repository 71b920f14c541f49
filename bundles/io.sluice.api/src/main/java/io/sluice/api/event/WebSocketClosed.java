// SPDX-License-Identifier: Apache-2.0
package io.sluice.api.event;

import static java.util.Objects.requireNonNull;

/**
 * A connection that was open is closed. It comes exactly once, after every other event of its
 * connection but {@link WebSocketReconnectNeeded} and {@link AuthorityRevoked}, and it is never
 * dropped.
 *
 * @param origin where it comes from
 * @param createdAtMillis see {@link IngressEvent#createdAtMillis()}
 * @param serial see {@link IngressEvent#serial()}
 * @param code the status code (RFC 6455, section 7.4); 1005 if the peer gave none, 1006 if the
 *     connection ended without a close frame
 * @param reason the reason that came with the code, empty if there was none
 * @param closedBy who closed it
 */
public record WebSocketClosed(
    EventOrigin origin,
    long createdAtMillis,
    long serial,
    int code,
    String reason,
    ClosedBy closedBy)
    implements IngressEvent {

  /** Refuses missing parts. */
  public WebSocketClosed {
    requireNonNull(origin, "origin");
    requireNonNull(reason, "reason");
    requireNonNull(closedBy, "closedBy");
  }

  @Override
  public EventKind kind() {
    return EventKind.WEBSOCKET_CLOSE;
  }
}
