// SPDX-License-Identifier: Apache-2.0
package io.sluice.stream;

import java.util.Locale;

/** Why an endpoint refuses or ends a stream, or what it has to say in it. */
public enum StreamCode {
  /** The cursor is none. */
  CURSOR_MALFORMED(4400),
  /** The cursor leads nowhere any more. */
  CURSOR_UNKNOWN_OR_EXPIRED(4410),
  /** There is no such worker. */
  WORKER_NOT_FOUND(4404),
  /** The worker is not running; the stream goes on. */
  WORKER_UNAVAILABLE(4503),
  /** The client sent something. */
  OBSERVATION_ONLY(4405),
  /** The client did not keep up. */
  SLOW_CONSUMER(4408),
  /** A policy does not let the client observe the worker. */
  DENIED(4403),
  /** The Runtime cannot be reached, or is not known any more. */
  RUNTIME_UNAVAILABLE(4503),
  /** The connection to the Runtime was lost; the stream goes on. */
  UPSTREAM_DISCONNECT(4502),
  /** The Runtime sent what makes no sense; the stream goes on with what follows. */
  MALFORMED_FRAME(4502);

  private final int closeCode;

  StreamCode(int closeCode) {
    this.closeCode = closeCode;
  }

  /**
   * What the stream is closed with (RFC 6455, section 7.4.2: for private use).
   *
   * @return the close code
   */
  public int closeCode() {
    return closeCode;
  }

  /**
   * The name that frames use.
   *
   * @param side which endpoint says so: {@code runtime} or {@code backend}
   * @return the code
   */
  public String wireName(String side) {
    return side + "." + name().toLowerCase(Locale.ROOT);
  }
}
