// SPDX-License-Identifier: Apache-2.0
package io.sluice.api.websocket;

import static java.util.Objects.requireNonNull;

/**
 * It was allowed and did not succeed. The server may have got it.
 *
 * @param code the stable code, such as {@code connect_refused} or {@code not_connected}; the manual
 *     lists them
 * @param message why, in at most 256 characters
 */
public record Failed(String code, String message) implements OpenResult, SendResult {

  /** Refuses missing parts. */
  public Failed {
    requireNonNull(code, "code");
    requireNonNull(message, "message");
  }
}
