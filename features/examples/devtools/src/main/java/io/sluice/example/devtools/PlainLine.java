// SPDX-License-Identifier: Apache-2.0
package io.sluice.example.devtools;

/**
 * Makes a text of the peer fit for the operator's terminal, which control characters could
 * otherwise take over.
 */
final class PlainLine {

  private static final String CUT = "…";

  private PlainLine() {}

  /**
   * Escapes and cuts a text.
   *
   * @param text any text
   * @param most the most characters to show of it, after which a mark says that there were more
   * @return the text on one line
   */
  static String of(String text, int most) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
      String shown = shown(text.codePointAt(i));
      if (line.length() + shown.length() > most) {
        return line + CUT;
      }
      line.append(shown);
    }
    return line.toString();
  }

  private static String shown(int codePoint) {
    if (codePoint == '\n') {
      return "\\n";
    }
    return switch (Character.getType(codePoint)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          "\\u%04x".formatted(codePoint);
      default -> Character.toString(codePoint);
    };
  }
}
