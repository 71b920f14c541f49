// SPDX-License-Identifier: Apache-2.0
package io.sluice.benchmark;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * The texts that are broadcast: 64 characters, the last of which say when, so that clients know by
 * the end of a frame that it is one, and how late. All clocks of a machine are one.
 */
final class EventText {

  private static final String FILLING = "x".repeat(43);
  private static final int DIGITS = 20;
  private static final byte MARK = '#';

  /** Two braces and a quotation mark end the frame of an event. */
  private static final int MARK_BEFORE_END = 4;

  private static final String HEAD =
      "{\"kind\":\"event\",\"cursor\":\"" + "c".repeat(66) + "\",\"event_id\":\"0123456789abcdef-";
  private static final String MIDDLE =
      "\",\"worker_id\":\"io.sluice.fixture.crier\",\"payload\":{\"type\":\"text_delta\","
          + "\"run_id\":\"run\",\"id\":\"text\",\"delta\":\"";

  private EventText() {}

  /** The text of an event that is due at a time. */
  static String at(long nanoTime) {
    String digits = Long.toString(nanoTime);
    return FILLING + "0".repeat(DIGITS - digits.length()) + digits + (char) MARK;
  }

  /** The frame around it, as long as the one that the host sends. */
  static byte[] frame(long number, String text) {
    return (HEAD + number + MIDDLE + text + "\"}}").getBytes(StandardCharsets.UTF_8);
  }

  /** Tells whether a frame that ends there holds such a text. */
  static boolean endsAt(ByteBuffer buffer, int end) {
    return buffer.get(end - MARK_BEFORE_END) == MARK;
  }

  /** When the text was due that ends there. */
  static long dueAt(ByteBuffer buffer, int end) {
    long nanos = 0;
    for (int at = end - MARK_BEFORE_END - DIGITS; at < end - MARK_BEFORE_END; at++) {
      nanos = nanos * 10 + buffer.get(at) - '0';
    }
    return nanos;
  }
}
