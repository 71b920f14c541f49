// SPDX-License-Identifier: Apache-2.0
package io.sluice.websocket;

/**
 * A rule that the host closes a connection for.
 *
 * @param closeCode the status code to close with (RFC 6455, section 7.4.1)
 * @param failure what is told about it
 */
record Breach(int closeCode, Failure failure) {

  /** Closes the socket on which a rule was broken. */
  interface Judge {

    void closeFor(Breach breach);
  }

  static final Breach UNSUPPORTED_FRAME =
      new Breach(1003, Failure.late("unsupported_frame", "the peer sent a binary message"));

  static final Breach INVALID_UTF8 =
      new Breach(1007, Failure.late("invalid_utf8", "a text is not UTF-8"));

  static final Breach TOO_MANY_FRAGMENTS =
      new Breach(1008, Failure.late("too_many_fragments", "a text comes in too many fragments"));

  static final Breach TOO_SLOW =
      new Breach(1008, Failure.late("message_too_slow", "a text takes too long to arrive"));

  static final Breach CONTROL_FLOOD =
      new Breach(1008, Failure.late("control_flood", "the peer sends too many pings or pongs"));

  static final Breach QUEUE_FULL =
      new Breach(1013, Failure.soon("queue_full", "the plugin's queue is full"));

  static Breach tooLarge(int maxBytes) {
    return new Breach(1009, Failure.late("message_too_large", "a text is longer than " + maxBytes));
  }

  /** The host itself failed. */
  static Breach internal(Throwable e) {
    return new Breach(1011, Failure.internal(e));
  }
}
