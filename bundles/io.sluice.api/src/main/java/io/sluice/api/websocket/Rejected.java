// SPDX-License-Identifier: Apache-2.0
package io.sluice.api.websocket;

import static java.util.Objects.requireNonNull;

/**
 * It was not allowed: malformed, not declared, not granted, denied, over a limit, or the handle is
 * none of this bundle. Nothing of it left the host.
 *
 * @param code the stable code, such as {@code not_granted}; the manual lists them
 * @param message why, in at most 256 characters
 */
public record Rejected(String code, String message)
    implements OpenResult, SendResult, ReceiveResult, CloseResult {

  /** Refuses missing parts. */
  public Rejected {
    requireNonNull(code, "code");
    requireNonNull(message, "message");
  }
}
