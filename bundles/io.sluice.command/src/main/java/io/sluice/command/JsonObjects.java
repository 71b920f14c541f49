// SPDX-License-Identifier: Apache-2.0
package io.sluice.command;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Copies a plugin's maps and lists into an immutable JSON object, within bounds. What is too deep
 * or too large is refused on the way, however deep or large it is.
 */
final class JsonObjects {

  private static final int MAX_DEPTH = 8;
  private static final int MAX_LENGTH = 4_096;

  private int lengthLeft = MAX_LENGTH;

  private JsonObjects() {}

  static Map<String, @Nullable Object> copy(Map<?, ?> object) throws MalformedCommandException {
    return new JsonObjects().object(object, 1);
  }

  private Map<String, @Nullable Object> object(Map<?, ?> object, int depth)
      throws MalformedCommandException {
    requireDepth(depth);
    Map<String, @Nullable Object> copy = new LinkedHashMap<>();
    for (Map.Entry<?, ?> entry : object.entrySet()) {
      if (!(entry.getKey() instanceof String key)) {
        throw new MalformedCommandException("a key of the object is not a string");
      }
      spend(key.length() + 4);
      copy.put(key, value(entry.getValue(), depth));
    }
    return Collections.unmodifiableMap(copy);
  }

  private List<@Nullable Object> array(Collection<?> array, int depth)
      throws MalformedCommandException {
    requireDepth(depth);
    List<@Nullable Object> copy = new ArrayList<>();
    for (Object element : array) {
      spend(1);
      copy.add(value(element, depth));
    }
    return Collections.unmodifiableList(copy);
  }

  private @Nullable Object value(@Nullable Object value, int depth)
      throws MalformedCommandException {
    if (value instanceof Map<?, ?> object) {
      spend(2);
      return object(object, depth + 1);
    }
    if (value instanceof Collection<?> array) {
      spend(2);
      return array(array, depth + 1);
    }
    if (value instanceof String text) {
      spend(text.length() + 2);
      return text;
    }
    if (value instanceof Number number) {
      return number(number);
    }
    if (value == null || value instanceof Boolean) {
      spend(5);
      return value;
    }
    throw new MalformedCommandException(
        "the object holds a " + value.getClass().getName() + ", which JSON has no form for");
  }

  private Number number(Number number) throws MalformedCommandException {
    boolean integer =
        number instanceof Byte
            || number instanceof Short
            || number instanceof Integer
            || number instanceof Long;
    boolean finite =
        (number instanceof Double || number instanceof Float)
            && Double.isFinite(number.doubleValue());
    // Others may be as long as they like.
    boolean small = number instanceof BigInteger big && big.bitLength() <= 256;
    boolean plain = number instanceof BigDecimal big && big.unscaledValue().bitLength() <= 256;
    if (!integer && !finite && !small && !plain) {
      throw new MalformedCommandException("the object holds a number that JSON has no form for");
    }
    spend(number.toString().length());
    return number;
  }

  private static void requireDepth(int depth) throws MalformedCommandException {
    if (depth > MAX_DEPTH) {
      throw new MalformedCommandException("the object is deeper than " + MAX_DEPTH + " levels");
    }
  }

  private void spend(int length) throws MalformedCommandException {
    lengthLeft -= length;
    if (lengthLeft < 0) {
      throw new MalformedCommandException(
          "the object is longer than " + MAX_LENGTH + " characters of JSON");
    }
  }
}
