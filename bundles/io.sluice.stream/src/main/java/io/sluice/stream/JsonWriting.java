// SPDX-License-Identifier: Apache-2.0
package io.sluice.stream;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes JSON, in the order of what it is given and without spaces. */
public final class JsonWriting {

  private static final int MAX_DEPTH = 32;

  private final StringBuilder text = new StringBuilder(256);
  private final int most;
  private int depth;

  private JsonWriting(int most) {
    this.most = most;
  }

  /**
   * Writes an object.
   *
   * @param object values are null, booleans, finite numbers, strings, lists and maps of these
   * @param most the most characters; what is longer is given up early
   * @return the JSON text
   * @throws MalformedException if something in it has no JSON form
   * @throws TooLongException if it is longer
   */
  public static String object(Map<?, ?> object, int most)
      throws MalformedException, TooLongException {
    JsonWriting writing = new JsonWriting(most);
    writing.map(object);
    return writing.text.toString();
  }

  /**
   * Encodes a text.
   *
   * @param text the text
   * @return its UTF-8
   * @throws MalformedException if half of a surrogate pair is in it
   */
  public static byte[] utf8(String text) throws MalformedException {
    if (hasHalfPair(text)) {
      throw new MalformedException("half of a surrogate pair");
    }
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static boolean hasHalfPair(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (Character.isSurrogate(text.charAt(i))) {
        boolean isPair =
            i + 1 < text.length() && Character.isSurrogatePair(text.charAt(i), text.charAt(i + 1));
        if (!isPair) {
          return true;
        }
        i++;
      }
    }
    return false;
  }

  /** It is longer than it may be. */
  public static final class TooLongException extends Exception {

    private static final long serialVersionUID = 1L;

    TooLongException() {
      super("longer than it may be");
    }
  }

  private void map(Map<?, ?> object) throws MalformedException, TooLongException {
    goDeeper();
    char before = '{';
    for (Map.Entry<?, ?> entry : object.entrySet()) {
      if (!(entry.getKey() instanceof String key)) {
        throw new MalformedException("a key that is no string");
      }
      text.append(before);
      before = ',';
      string(key);
      text.append(':');
      value(entry.getValue());
    }
    text.append(before == '{' ? "{}" : "}");
    depth--;
  }

  private void list(Collection<?> array) throws MalformedException, TooLongException {
    goDeeper();
    char before = '[';
    for (Object element : array) {
      text.append(before);
      before = ',';
      value(element);
    }
    text.append(before == '[' ? "[]" : "]");
    depth--;
  }

  private void goDeeper() throws MalformedException {
    if (++depth > MAX_DEPTH) {
      throw new MalformedException("deeper than " + MAX_DEPTH + " levels");
    }
  }

  private void value(@Nullable Object value) throws MalformedException, TooLongException {
    if (value instanceof String string) {
      string(string);
    } else if (value instanceof Map<?, ?> object) {
      map(object);
    } else if (value instanceof Collection<?> array) {
      list(array);
    } else if (value instanceof Number number) {
      text.append(number(number));
    } else if (value == null || value instanceof Boolean) {
      text.append(value);
    } else {
      throw new MalformedException("a " + value.getClass().getName() + " has no JSON form");
    }
    if (text.length() > most) {
      throw new TooLongException();
    }
  }

  private static String number(Number number) throws MalformedException {
    boolean exact =
        number instanceof JsonNumber
            || number instanceof Byte
            || number instanceof Short
            || number instanceof Integer
            || number instanceof Long
            || number instanceof BigInteger
            || number instanceof BigDecimal;
    boolean finite =
        (number instanceof Double || number instanceof Float)
            && Double.isFinite(number.doubleValue());
    if (!exact && !finite) {
      throw new MalformedException("a number that has no JSON form");
    }
    return number.toString();
  }

  private void string(String string) throws TooLongException {
    if (string.length() > most - text.length()) {
      throw new TooLongException();
    }
    text.append('"');
    int written = 0;
    for (int i = 0; i < string.length(); i++) {
      char c = string.charAt(i);
      if (c < ' ' || c == '"' || c == '\\') {
        text.append(string, written, i);
        escape(c);
        written = i + 1;
      }
    }
    // Most have nothing to escape: then this is one copy.
    text.append(written == 0 ? string : string.substring(written)).append('"');
  }

  private void escape(char c) {
    switch (c) {
      case '"' -> text.append("\\\"");
      case '\\' -> text.append("\\\\");
      case '\n' -> text.append("\\n");
      case '\r' -> text.append("\\r");
      case '\t' -> text.append("\\t");
      default -> text.append(String.format("\\u%04x", (int) c));
    }
  }
}
