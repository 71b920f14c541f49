// SPDX-License-Identifier: Apache-2.0
package io.sluice.spi.target;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The parts of a template that are left open, written {@code ${name}}. */
final class OpenParts {

  private static final String BEGIN = "${";
  private static final String END = "}";
  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_-]{0,31}");

  private Map<String, Placeholder> placeholders = Map.of();

  /** Takes note of a part, which is literal or open. */
  String note(String part, Placeholder kind) {
    String name = nameIn(part);
    if (name != null) {
      if (placeholders.isEmpty()) {
        placeholders = new LinkedHashMap<>();
      }
      Placeholder other = placeholders.putIfAbsent(name, kind);
      if (other != null && other != kind) {
        throw new InvalidTargetException(part + " stands for a " + other + " and for a " + kind);
      }
    }
    return part;
  }

  Set<String> names() {
    return Collections.unmodifiableSet(placeholders.keySet());
  }

  /** Values of the right form for all open parts. */
  Map<String, String> samples() {
    Map<String, String> samples = new LinkedHashMap<>();
    placeholders.forEach((name, kind) -> samples.put(name, kind.sample(name)));
    return samples;
  }

  /** Refuses values of which one is missing or not of the form of its part. */
  void require(Map<String, String> values) {
    placeholders.forEach((name, kind) -> require(name, kind, values.get(name)));
  }

  private static void require(String name, Placeholder kind, @Nullable String value) {
    if (value == null) {
      throw new InvalidTargetException("parameter " + name + ": no value");
    }
    try {
      kind.require(value);
    } catch (InvalidTargetException e) {
      throw new InvalidTargetException("parameter " + name + ": " + e.getMessage());
    }
  }

  /** Puts the values into a text whose open parts were noted. */
  String fillAll(String text, Map<String, String> values) {
    String filled = text;
    for (String name : placeholders.keySet()) {
      filled = filled.replace(BEGIN + name + END, values.getOrDefault(name, ""));
    }
    return filled;
  }

  /** Puts the value into a part that is open, and leaves a literal one as it is. */
  static String fill(String part, Map<String, String> values) {
    String name = nameIn(part);
    return name == null ? part : values.getOrDefault(name, "");
  }

  private static @Nullable String nameIn(String part) {
    if (!part.contains(BEGIN)) {
      return null;
    }
    if (!part.startsWith(BEGIN) || part.indexOf(END) != part.length() - 1) {
      throw new InvalidTargetException(
          "a ${parameter} must be the whole host, the whole port or a whole path segment");
    }
    return requireName(part.substring(BEGIN.length(), part.length() - END.length()));
  }

  private static String requireName(String name) {
    if (!NAME.matcher(name).matches()) {
      throw new InvalidTargetException(
          "a parameter's name is a lower-case letter and at most 31 more of a-z, 0-9, _ and -");
    }
    return name;
  }
}
