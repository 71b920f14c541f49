// SPDX-License-Identifier: Apache-2.0
package io.sluice.websocket;

/**
 * Why an attempt to connect, or a connection, failed.
 *
 * @param code the stable code, such as {@code connect_refused}
 * @param message what is known of it, without secrets
 * @param retry whether it is worth another attempt
 * @param retryAfterMillis the least time to wait, as the server asked for; 0 if it did not
 */
record Failure(String code, String message, Retry retry, long retryAfterMillis) {

  /** Whether a failure is worth another attempt. */
  enum Retry {
    /** It may pass by itself. */
    SOON,
    /** It hardly passes by itself. */
    LATE,
    /** Somebody has to do something. */
    NEVER
  }

  static Failure soon(String code, String message) {
    return new Failure(code, message, Retry.SOON, 0);
  }

  static Failure late(String code, String message) {
    return new Failure(code, message, Retry.LATE, 0);
  }

  static Failure never(String code, String message) {
    return new Failure(code, message, Retry.NEVER, 0);
  }

  /** The host itself failed. The exception's message is left out, since it may hold a secret. */
  static Failure internal(Throwable e) {
    return late("internal_error", "the driver failed with " + e.getClass().getName());
  }
}
