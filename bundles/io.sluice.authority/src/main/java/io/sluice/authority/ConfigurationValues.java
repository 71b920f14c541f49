// SPDX-License-Identifier: Apache-2.0
package io.sluice.authority;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Takes values out of a configuration, and remembers which, so that what nobody asked for can be
 * refused.
 *
 * <p>A list is an array or collection of strings, or one string with commas, as it is written in a
 * {@code .cfg} file.
 */
final class ConfigurationValues {

  private static final int MOST_ELEMENTS = 256;
  private static final int LONGEST_TEXT = 65_536;

  /** What Configuration Admin and those who manage configurations for it add. */
  private static final List<String> FOREIGN_PREFIXES =
      List.of("service.", "felix.fileinstall.", "org.apache.karaf.", "component.", ":", ".");

  private final Map<String, ?> values;
  private final Set<String> asked = new HashSet<>();

  ConfigurationValues(Map<String, ?> values) {
    this.values = values;
  }

  String required(String key) throws GrantFormatException {
    String text = optional(key, "");
    if (text.isEmpty()) {
      throw new GrantFormatException(key, "missing or empty");
    }
    return text;
  }

  String optional(String key, String otherwise) throws GrantFormatException {
    Object value = take(key);
    return value == null ? otherwise : text(key, value).strip();
  }

  /** A positive number, or 0 if there is none. */
  int number(String key, int most) throws GrantFormatException {
    Object value = take(key);
    if (value == null) {
      return 0;
    }
    long number =
        value instanceof Integer || value instanceof Long
            ? ((Number) value).longValue()
            : parse(String.valueOf(value).strip());
    if (number < 1 || number > most) {
      throw new GrantFormatException(key, "not a number from 1 to " + most);
    }
    return (int) number;
  }

  private static long parse(String text) {
    return text.matches("[0-9]{1,9}") ? Long.parseLong(text) : -1;
  }

  <T> List<T> list(String key, Function<String, T> parser) throws GrantFormatException {
    List<String> elements = elements(key, take(key));
    if (elements.size() > MOST_ELEMENTS) {
      throw new GrantFormatException(key, "more than " + MOST_ELEMENTS + " elements");
    }
    List<T> parsed = new ArrayList<>();
    for (int i = 0; i < elements.size(); i++) {
      try {
        parsed.add(parser.apply(elements.get(i)));
      } catch (IllegalArgumentException e) {
        throw new GrantFormatException(key + "[" + i + "]", String.valueOf(e.getMessage()));
      }
    }
    return List.copyOf(parsed);
  }

  private static List<String> elements(String key, @Nullable Object value)
      throws GrantFormatException {
    if (value == null) {
      return List.of();
    }
    if (value instanceof String[] array) {
      return texts(key, Arrays.asList(array));
    }
    if (value instanceof Collection<?> collection) {
      return texts(key, collection);
    }
    return split(text(key, value));
  }

  private static List<String> texts(String key, Collection<?> values) throws GrantFormatException {
    List<String> texts = new ArrayList<>();
    for (Object value : values) {
      texts.add(text(key + "[" + texts.size() + "]", value).strip());
    }
    return texts;
  }

  /**
   * Splits at commas. A comma also parts the methods of a request target: a part without a scheme
   * belongs to the next one.
   */
  private static List<String> split(String text) {
    List<String> parts = new ArrayList<>();
    String methods = "";
    for (String part : text.split(",", -1)) {
      String stripped = part.strip();
      if (stripped.matches("[A-Z]+")) {
        methods += stripped + ",";
      } else if (!stripped.isEmpty()) {
        parts.add(methods + stripped);
        methods = "";
      }
    }
    if (!methods.isEmpty()) {
      parts.add(methods);
    }
    return parts;
  }

  private static String text(String key, @Nullable Object value) throws GrantFormatException {
    if (!(value instanceof String text)) {
      throw new GrantFormatException(key, "not a text");
    }
    if (text.length() > LONGEST_TEXT) {
      throw new GrantFormatException(key, "longer than " + LONGEST_TEXT + " characters");
    }
    return text;
  }

  private @Nullable Object take(String key) {
    asked.add(key);
    return values.get(key);
  }

  Set<String> keysWithPrefix(String prefix) {
    Set<String> keys = new TreeSet<>();
    for (String key : values.keySet()) {
      if (key.startsWith(prefix)) {
        keys.add(key);
      }
    }
    return keys;
  }

  void requireNoOthers() throws GrantFormatException {
    for (String key : new TreeSet<>(values.keySet())) {
      if (!asked.contains(key) && FOREIGN_PREFIXES.stream().noneMatch(key::startsWith)) {
        throw new GrantFormatException(key, "unknown key");
      }
    }
  }
}
