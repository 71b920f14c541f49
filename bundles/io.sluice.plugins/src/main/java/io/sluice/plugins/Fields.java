// SPDX-License-Identifier: Apache-2.0
package io.sluice.plugins;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The fields of a JSON object, each taken by the one who knows it. Whoever has taken all that is
 * known calls {@link #requireNoOthers()}.
 */
final class Fields {

  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_-]*");

  private final String path;
  private final Map<?, ?> object;
  private final Set<String> known = new LinkedHashSet<>();

  Fields(String path, Map<?, ?> object) {
    this.path = path;
    this.object = object;
  }

  String path(String key) {
    return StrictJson.path(path, key);
  }

  ManifestException problem(String key, String problem) {
    return new ManifestException(path(key), problem);
  }

  boolean has(String key) {
    return take(key) != null;
  }

  boolean isText(String key) {
    return take(key) instanceof String;
  }

  private @Nullable Object take(String key) {
    known.add(key);
    return object.get(key);
  }

  private Object require(String key) throws ManifestException {
    Object value = take(key);
    if (value == null) {
      throw problem(key, "missing");
    }
    return value;
  }

  String requireText(String key, int maxLength) throws ManifestException {
    return text(path(key), require(key), maxLength);
  }

  String text(String key, String otherwise, int maxLength) throws ManifestException {
    Object value = take(key);
    return value == null ? otherwise : text(path(key), value, maxLength);
  }

  private static String text(String path, Object value, int maxLength) throws ManifestException {
    if (!(value instanceof String text)) {
      throw new ManifestException(path, "not a string");
    }
    if (text.codePointCount(0, text.length()) > maxLength) {
      throw new ManifestException(path, "longer than " + maxLength + " characters");
    }
    return text;
  }

  /** A name of the manifest's own: of an ingress, a parameter, a secret. */
  String requireName(String key, int maxLength) throws ManifestException {
    String name = requireText(key, maxLength);
    if (!NAME.matcher(name).matches()) {
      throw problem(key, "not a name: a letter of a-z, then any of a-z, 0-9, _ and -");
    }
    return name;
  }

  int requireInteger(String key, long least, long most) throws ManifestException {
    return Math.toIntExact(integer(path(key), require(key), least, most));
  }

  long integer(String key, long otherwise, long least, long most) throws ManifestException {
    Object value = take(key);
    return value == null ? otherwise : integer(path(key), value, least, most);
  }

  /** An integer within bounds, or 0 to switch something off. */
  long integerOrZero(String key, long otherwise, long least, long most) throws ManifestException {
    Object value = take(key);
    if (value == null) {
      return otherwise;
    }
    if (value instanceof BigDecimal number && number.signum() == 0) {
      return 0;
    }
    if (!isInteger(value, least, most)) {
      throw problem(key, "neither 0 nor an integer from " + least + " to " + most);
    }
    return ((BigDecimal) value).longValueExact();
  }

  private static long integer(String path, Object value, long least, long most)
      throws ManifestException {
    if (!isInteger(value, least, most)) {
      throw new ManifestException(path, "not an integer from " + least + " to " + most);
    }
    return ((BigDecimal) value).longValueExact();
  }

  private static boolean isInteger(Object value, long least, long most) {
    return value instanceof BigDecimal number
        && number.compareTo(BigDecimal.valueOf(least)) >= 0
        && number.compareTo(BigDecimal.valueOf(most)) <= 0
        && number.stripTrailingZeros().scale() <= 0;
  }

  /** One of an enum's constants, written in lower case. */
  <E extends Enum<E>> E choice(String key, E otherwise) throws ManifestException {
    Object value = take(key);
    if (value == null) {
      return otherwise;
    }
    E[] constants = otherwise.getDeclaringClass().getEnumConstants();
    for (E constant : constants) {
      if (constant.name().toLowerCase(Locale.ROOT).equals(value)) {
        return constant;
      }
    }
    List<String> names =
        Arrays.stream(constants).map(each -> each.name().toLowerCase(Locale.ROOT)).toList();
    throw problem(key, "not one of " + String.join(", ", names));
  }

  /** The object in a field; an empty one if the field is missing. */
  Fields object(String key) throws ManifestException {
    Object value = take(key);
    return new Fields(path(key), value == null ? Map.of() : object(path(key), value));
  }

  private static Map<?, ?> object(String path, Object value) throws ManifestException {
    if (!(value instanceof Map<?, ?> object)) {
      throw new ManifestException(path, "not an object");
    }
    return object;
  }

  List<Fields> objects(String key, int most) throws ManifestException {
    List<Fields> objects = new ArrayList<>();
    for (Object element : elements(key, most)) {
      String elementPath = path(key) + "[" + objects.size() + "]";
      objects.add(new Fields(elementPath, object(elementPath, element)));
    }
    return objects;
  }

  List<String> texts(String key, int most, int maxLength) throws ManifestException {
    List<String> texts = new ArrayList<>();
    for (Object element : elements(key, most)) {
      String text = text(path(key) + "[" + texts.size() + "]", element, maxLength);
      if (texts.contains(text)) {
        throw new ManifestException(path(key) + "[" + texts.size() + "]", "stands here twice");
      }
      texts.add(text);
    }
    return texts;
  }

  Set<Integer> integers(String key, int most, long least, long largest) throws ManifestException {
    Set<Integer> integers = new LinkedHashSet<>();
    for (Object element : elements(key, most)) {
      String elementPath = path(key) + "[" + integers.size() + "]";
      if (!integers.add(Math.toIntExact(integer(elementPath, element, least, largest)))) {
        throw new ManifestException(elementPath, "stands here twice");
      }
    }
    return integers;
  }

  private List<?> elements(String key, int most) throws ManifestException {
    Object value = take(key);
    if (value == null) {
      return List.of();
    }
    if (!(value instanceof List<?> elements)) {
      throw problem(key, "not an array");
    }
    if (elements.size() > most) {
      throw problem(key, "more than " + most + " elements");
    }
    return elements;
  }

  void requireNoOthers() throws ManifestException {
    for (Object key : object.keySet()) {
      if (!known.contains(String.valueOf(key))) {
        throw problem(
            String.valueOf(key), "unknown field; known here: " + String.join(", ", known));
      }
    }
  }
}
