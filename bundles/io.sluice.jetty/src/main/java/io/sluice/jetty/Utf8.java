// SPDX-License-Identifier: Apache-2.0
package io.sluice.jetty;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Decodes UTF-8 strictly, at the speed of the lenient decoder.
 *
 * <p>The lenient decoder of the JDK is much faster than the strict one, and puts U+FFFD wherever a
 * byte does not fit. A text without U+FFFD was therefore valid; one with it is looked at again,
 * since the peer may have sent that very character.
 */
public final class Utf8 {

  private static final char REPLACEMENT = '\uFFFD';
  private static final int CHARS_AT_A_TIME = 512;

  private Utf8() {}

  /**
   * Decodes what remains in a buffer.
   *
   * @param bytes the buffer, whose position may change
   * @return the text, or null if it is not UTF-8
   */
  public static @Nullable String decode(ByteBuffer bytes) {
    if (bytes.hasArray()) {
      return decode(bytes.array(), bytes.arrayOffset() + bytes.position(), bytes.remaining());
    }
    byte[] copy = new byte[bytes.remaining()];
    bytes.get(copy);
    return decode(copy, 0, copy.length);
  }

  /**
   * Decodes a part of an array.
   *
   * @param bytes the array
   * @param offset where the text begins
   * @param length how many bytes it has
   * @return the text, or null if it is not UTF-8
   */
  public static @Nullable String decode(byte[] bytes, int offset, int length) {
    String text = new String(bytes, offset, length, StandardCharsets.UTF_8);
    return text.indexOf(REPLACEMENT) < 0 || isValid(bytes, offset, length) ? text : null;
  }

  private static boolean isValid(byte[] bytes, int offset, int length) {
    try {
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, offset, length));
      return true;
    } catch (CharacterCodingException e) {
      return false;
    }
  }

  /**
   * Looks at a part of a text, of which more may come.
   *
   * @param bytes where the part is
   * @param offset where it begins
   * @param length how many bytes it has
   * @return where its last character that is whole ends, or -1 if the part is in no UTF-8
   */
  public static int wholeCharacters(byte[] bytes, int offset, int length) {
    ByteBuffer part = ByteBuffer.wrap(bytes, offset, length);
    CharBuffer chars = CharBuffer.allocate(Math.min(length + 1, CHARS_AT_A_TIME));
    CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
    CoderResult result;
    do {
      chars.clear();
      result = decoder.decode(part, chars, false);
    } while (result.isOverflow());
    return result.isError() ? -1 : part.position();
  }
}
