// SPDX-License-Identifier: Apache-2.0
package io.sluice.stream;

import java.util.Locale;

/** What is wrong with a cursor. */
public enum CursorFault {
  /** It was never a cursor. */
  MALFORMED(StreamCode.CURSOR_MALFORMED, "this is no cursor"),
  /** It looks like one of this endpoint's, and was not signed by it. */
  FORGED(StreamCode.CURSOR_MALFORMED, "this endpoint did not sign the cursor"),
  /** Another endpoint made it. */
  OTHER_ENDPOINT(StreamCode.CURSOR_UNKNOWN_OR_EXPIRED, "the cursor is another endpoint's"),
  /** It is of another worker. */
  OTHER_WORKER(StreamCode.CURSOR_UNKNOWN_OR_EXPIRED, "the cursor is another worker's"),
  /** It is of a log that has ended. */
  EARLIER_LIFE(StreamCode.CURSOR_UNKNOWN_OR_EXPIRED, "the cursor is of an earlier life"),
  /** What follows it is no longer kept. */
  EXPIRED(StreamCode.CURSOR_UNKNOWN_OR_EXPIRED, "what follows the cursor is no longer kept");

  private final StreamCode code;
  private final String message;

  CursorFault(StreamCode code, String message) {
    this.code = code;
    this.message = message;
  }

  /**
   * The code that the client gets.
   *
   * @return the code
   */
  public StreamCode code() {
    return code;
  }

  /**
   * What the client is told beside the code.
   *
   * @return a sentence with what to do
   */
  public String message() {
    return message + "; start afresh, without a cursor";
  }

  /**
   * The name that frames use.
   *
   * @return the constant's name in lower case
   */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
