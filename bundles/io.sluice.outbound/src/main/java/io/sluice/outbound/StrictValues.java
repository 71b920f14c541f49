// SPDX-License-Identifier: Apache-2.0
package io.sluice.outbound;

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

/** Takes values out of a configuration, and refuses what nobody asked for. */
final class StrictValues {

  private static final int MOST_ELEMENTS = 256;

  /** What Configuration Admin and those who manage configurations for it add. */
  private static final List<String> FOREIGN_PREFIXES =
      List.of("service.", "felix.fileinstall.", "org.apache.karaf.", "component.", ":", ".");

  private final Map<String, ?> values;
  private final Set<String> asked = new HashSet<>();

  StrictValues(Map<String, ?> values) {
    this.values = values;
  }

  /** Tells whether a key has a value that is not an empty text. */
  boolean has(String key) {
    asked.add(key);
    return !String.valueOf(values.get(key) == null ? "" : values.get(key)).isBlank();
  }

  String required(String key, String remedy) throws BadValueException {
    if (!has(key)) {
      throw new BadValueException(key, "missing or empty; " + remedy);
    }
    return optional(key);
  }

  /** A text without white space around it, or an empty one. */
  String optional(String key) throws BadValueException {
    asked.add(key);
    Object value = values.get(key);
    return value == null ? "" : text(key, value).strip();
  }

  int port(String key) throws BadValueException {
    has(key);
    String text = String.valueOf(values.get(key)).strip();
    int port = text.matches("[1-9][0-9]{0,4}") ? Integer.parseInt(text) : 0;
    if (port < 1 || port > 65_535) {
      throw new BadValueException(key, "not a number from 1 to 65535; write the proxy's port");
    }
    return port;
  }

  /** An array or collection of texts, or one text with commas as in a {@code .cfg} file. */
  <T> List<T> list(String key, Function<String, T> parser) throws BadValueException {
    List<String> elements = has(key) ? elements(key, values.get(key)) : List.of();
    if (elements.size() > MOST_ELEMENTS) {
      throw new BadValueException(key, "more than " + MOST_ELEMENTS + " elements; use patterns");
    }
    List<T> parsed = new ArrayList<>();
    for (String element : elements) {
      try {
        parsed.add(parser.apply(element.strip()));
      } catch (IllegalArgumentException e) {
        throw new BadValueException(
            key + "[" + parsed.size() + "]", String.valueOf(e.getMessage()));
      }
    }
    return parsed;
  }

  private static List<String> elements(String key, @Nullable Object value)
      throws BadValueException {
    List<String> elements = new ArrayList<>();
    if (value instanceof Object[] array) {
      for (Object each : array) {
        elements.add(text(key, each));
      }
    } else if (value instanceof Collection<?> collection) {
      for (Object each : collection) {
        elements.add(text(key, each));
      }
    } else {
      Arrays.stream(text(key, value).split(",", -1))
          .filter(part -> !part.isBlank())
          .forEach(elements::add);
    }
    return elements;
  }

  private static String text(String key, @Nullable Object value) throws BadValueException {
    if (value instanceof String text) {
      return text;
    }
    throw new BadValueException(key, "not a text; write it as one");
  }

  void requireNoOthers() throws BadValueException {
    for (String key : new TreeSet<>(values.keySet())) {
      if (!asked.contains(key) && FOREIGN_PREFIXES.stream().noneMatch(key::startsWith)) {
        throw new BadValueException(key, "unknown key; leave it out or correct it");
      }
    }
  }
}
