// SPDX-License-Identifier: Apache-2.0
package io.sluice.spi.target;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/**
 * The paths that a URL may have: those that every server reads alike. What one server decodes,
 * collapses or cuts and another does not ({@code %2e}, {@code //}, {@code ;}) is refused, and so is
 * every second way to write one and the same character, so that two paths are the same if and only
 * if their texts are.
 */
final class PathText {

  private static final String MARKS = "-._~!$&'()*+,=:@";

  private PathText() {}

  /** Checks a path, which begins with a slash. */
  static String require(String path) {
    if (!path.startsWith("/")) {
      throw new InvalidTargetException("the path does not begin with a slash");
    }
    if (path.contains("//")) {
      throw new InvalidTargetException("the path has an empty segment");
    }
    for (String segment : path.substring(1).split("/", -1)) {
      requireSegment(segment);
    }
    return path;
  }

  /** Checks the text between two slashes. */
  static void requireSegment(String segment) {
    if (segment.equals(".") || segment.equals("..")) {
      throw new InvalidTargetException("the path has a dot segment");
    }
    byte[] decoded = new byte[segment.length()];
    int length = 0;
    for (int i = 0; i < segment.length(); i++) {
      char c = segment.charAt(i);
      if (c == '%') {
        decoded[length++] = requireEncoded(segment, i);
        i += 2;
      } else {
        requireCharacter(c);
        decoded[length++] = (byte) c;
      }
    }
    requireUtf8(ByteBuffer.wrap(decoded, 0, length));
  }

  private static void requireCharacter(char c) {
    if (c > 0x7e) {
      throw new InvalidTargetException("the path is not ASCII; percent-encode it as UTF-8");
    }
    if (!standsForItself(c)) {
      throw new InvalidTargetException("the path has a character that is not allowed in it");
    }
  }

  private static byte requireEncoded(String segment, int at) {
    if (at + 2 >= segment.length()
        || !HexFormat.isHexDigit(segment.charAt(at + 1))
        || !HexFormat.isHexDigit(segment.charAt(at + 2))) {
      throw new InvalidTargetException("the path has a percent sign without two hex digits");
    }
    int decoded = HexFormat.fromHexDigits(segment, at + 1, at + 3);
    if (decoded < 0x20 || decoded == 0x7f) {
      throw new InvalidTargetException("the path percent-encodes a control character");
    }
    if ("/\\%;".indexOf(decoded) >= 0) {
      throw new InvalidTargetException(
          "the path percent-encodes a slash, a backslash, a percent sign or a semicolon");
    }
    if (standsForItself((char) decoded)) {
      throw new InvalidTargetException(
          "the path percent-encodes a character that stands for itself");
    }
    if (isLowerCase(segment.charAt(at + 1)) || isLowerCase(segment.charAt(at + 2))) {
      throw new InvalidTargetException(
          "the path percent-encodes with hex digits in lower case; write them in upper case");
    }
    return (byte) decoded;
  }

  private static void requireUtf8(ByteBuffer decoded) {
    try {
      StandardCharsets.UTF_8.newDecoder().decode(decoded);
    } catch (CharacterCodingException e) {
      throw new InvalidTargetException("the path percent-encodes what is not UTF-8");
    }
  }

  /** A pchar of RFC 3986, section 3.3, but for the semicolon, which some servers cut at. */
  private static boolean standsForItself(char c) {
    return isLowerCase(c)
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || MARKS.indexOf(c) >= 0;
  }

  private static boolean isLowerCase(char c) {
    return c >= 'a' && c <= 'z';
  }
}
