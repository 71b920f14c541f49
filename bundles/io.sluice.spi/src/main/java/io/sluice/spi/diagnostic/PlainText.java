// SPDX-License-Identifier: Apache-2.0
package io.sluice.spi.diagnostic;

/** Makes a text that somebody else wrote fit for an operator's screen. */
public final class PlainText {

  private static final String CUT = "…";

  private PlainText() {}

  /**
   * Escapes and cuts a text.
   *
   * @param text any text
   * @param max the most characters of the result, at least 1
   * @return the text on one line: what is not printable is written as an escape, what is too much
   *     is left out
   */
  public static String of(String text, int max) {
    StringBuilder plain = new StringBuilder(Math.min(text.length(), max));
    int i = 0;
    while (i < text.length() && plain.length() <= max) {
      int codePoint = text.codePointAt(i);
      append(plain, codePoint);
      i += Character.charCount(codePoint);
    }
    if (plain.length() <= max) {
      return plain.toString();
    }
    int end = max - CUT.length();
    return plain.substring(
            0, Character.isHighSurrogate(plain.charAt(Math.max(0, end - 1))) ? end - 1 : end)
        + CUT;
  }

  private static void append(StringBuilder plain, int codePoint) {
    switch (codePoint) {
      case '\n' -> plain.append("\\n");
      case '\r' -> plain.append("\\r");
      case '\t' -> plain.append("\\t");
      case '\\' -> plain.append("\\\\");
      default -> {
        if (isPrintable(codePoint)) {
          plain.appendCodePoint(codePoint);
        } else {
          plain.append(String.format("\\u%04x", codePoint));
        }
      }
    }
  }

  private static boolean isPrintable(int codePoint) {
    return switch (Character.getType(codePoint)) {
      // Format characters turn the writing direction round or hide what is there.
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      default -> true;
    };
  }
}
