// SPDX-License-Identifier: Apache-2.0
package io.sluice.api.websocket;

import static java.util.Objects.requireNonNull;

/**
 * The WebSocket is closed, or being closed, and nothing more comes from it. The host does not open
 * it again.
 *
 * @param code the stable code of why, such as {@code closed_by_peer} or {@code authority_revoked};
 *     the manual lists them
 * @param message why, in at most 256 characters
 * @param closeCode the status code (RFC 6455, section 7.4); 1005 if the peer gave none, 1006 if the
 *     connection ended without a close frame
 * @param closeReason the reason that came with it, empty if there was none
 */
public record Closed(String code, String message, int closeCode, String closeReason)
    implements ReceiveResult, CloseResult {

  /** Refuses missing parts. */
  public Closed {
    requireNonNull(code, "code");
    requireNonNull(message, "message");
    requireNonNull(closeReason, "closeReason");
  }
}
