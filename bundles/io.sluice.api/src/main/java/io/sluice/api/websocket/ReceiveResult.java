// SPDX-License-Identifier: Apache-2.0
package io.sluice.api.websocket;

import static java.util.Objects.requireNonNull;

/** What waiting for a text came to. */
public sealed interface ReceiveResult
    permits ReceiveResult.Received, ReceiveResult.TimedOut, Closed, Rejected {

  /**
   * A text came in.
   *
   * @param text the whole text
   */
  record Received(String text) implements ReceiveResult {

    /** Refuses a missing text. */
    public Received {
      requireNonNull(text, "text");
    }

    /** Shows the length alone. */
    @Override
    public String toString() {
      return text.length() + " characters";
    }
  }

  /** Nothing came in time. What comes later is for the next who waits. */
  record TimedOut() implements ReceiveResult {}
}
