// SPDX-License-Identifier: Apache-2.0
package io.sluice.websocket;

import io.sluice.jetty.Utf8;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Puts the fragments of one text together, within bounds. On the reading thread, but for {@link
 * #isOverdue}.
 */
final class Assembly {

  private static final byte[] NOTHING = {};

  private final int maxBytes;
  private final int maxFragments;
  private final long maxNanos;
  private final long beganNanos;
  private byte[] bytes = NOTHING;
  private int length;
  private int wholeCharacters;
  private int fragments;

  Assembly(int maxBytes, int maxFragments, long maxNanos, long beganNanos) {
    this.maxBytes = maxBytes;
    this.maxFragments = maxFragments;
    this.maxNanos = maxNanos;
    this.beganNanos = beganNanos;
  }

  /**
   * Adds a fragment.
   *
   * @return the rule that the message breaks with it, or null
   */
  @Nullable Broken add(ByteBuffer payload, long nowNanos) {
    if (++fragments > maxFragments) {
      return Broken.TOO_MANY_FRAGMENTS;
    }
    if (isOverdue(nowNanos)) {
      return Broken.TOO_SLOW;
    }
    int more = payload.remaining();
    if (more > maxBytes - length) {
      return Broken.TOO_LARGE;
    }
    if (length + more > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(length + more, Math.min(2 * bytes.length, maxBytes)));
    }
    payload.get(bytes, length, more);
    length += more;
    wholeCharacters = Utf8.wholeCharacters(bytes, wholeCharacters, length - wholeCharacters);
    return wholeCharacters < 0 ? Broken.NO_UTF8 : null;
  }

  /** Tells whether the text takes too long to end. From any thread. */
  boolean isOverdue(long nowNanos) {
    return nowNanos - beganNanos > maxNanos;
  }

  /** The text as far as it is there, or null if it is not UTF-8. */
  @Nullable String text() {
    return Utf8.decode(bytes, 0, length);
  }

  int length() {
    return length;
  }

  /** What a message may break. */
  enum Broken {
    TOO_LARGE,
    TOO_MANY_FRAGMENTS,
    TOO_SLOW,
    NO_UTF8
  }
}
