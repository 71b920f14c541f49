// SPDX-License-Identifier: Apache-2.0
package io.sluice.spi.configuration;

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
 * Takes values out of a configuration on which safety depends, where nothing may be guessed: what
 * is of the wrong type is refused, and so is a key that nobody has asked for. No message holds a
 * value. For one thread.
 *
 * <p>A list is an array or collection of texts, or one text with commas, as it is written in a
 * {@code .cfg} file.
 */
public final class StrictValues {

  private static final int MOST_ELEMENTS = 256;
  private static final int LONGEST_TEXT = 65_536;

  /** What Configuration Admin and those who manage configurations for it add. */
  private static final List<String> FOREIGN_PREFIXES =
      List.of("service.", "felix.fileinstall.", "org.apache.karaf.", "component.", ":", ".");

  private final Map<String, ?> values;
  private final Set<String> asked = new HashSet<>();

  /**
   * Reads a configuration.
   *
   * @param values what was configured
   */
  public StrictValues(Map<String, ?> values) {
    this.values = values;
  }

  private @Nullable Object take(String key) {
    asked.add(key);
    return values.get(key);
  }

  /**
   * Tells whether a key has a value.
   *
   * @param key the key
   * @return whether it has one that is not an empty text
   */
  public boolean has(String key) {
    Object value = take(key);
    return value != null && !value.toString().isBlank();
  }

  /**
   * A text that must be there.
   *
   * @param key the key
   * @param remedy what to do if it is not
   * @return the text without white space around it
   * @throws BadValueException if it is missing, empty or no text
   */
  public String required(String key, String remedy) throws BadValueException {
    String text = optional(key, "");
    if (text.isEmpty()) {
      throw new BadValueException(key, "missing or empty; " + remedy);
    }
    return text;
  }

  /**
   * A text that may be there.
   *
   * @param key the key
   * @param otherwise what to take if it is not
   * @return the text without white space around it
   * @throws BadValueException if it is no text
   */
  public String optional(String key, String otherwise) throws BadValueException {
    Object value = take(key);
    return value == null ? otherwise : text(key, value).strip();
  }

  /**
   * A positive whole number, also one that is written as a text.
   *
   * @param key the key
   * @param most the largest that is allowed
   * @return the number, or 0 if there is none
   * @throws BadValueException if it is something else
   */
  public int number(String key, int most) throws BadValueException {
    Object value = take(key);
    if (value == null) {
      return 0;
    }
    String text = value.toString().strip();
    long number = text.matches("[1-9][0-9]{0,9}") ? Long.parseLong(text) : 0;
    if (number < 1 || number > most) {
      throw new BadValueException(key, "not a number from 1 to " + most);
    }
    return (int) number;
  }

  /**
   * A list.
   *
   * @param <T> the type of its elements
   * @param key the key
   * @param parser parses an element, and throws an {@code IllegalArgumentException} if it cannot
   * @return the elements, none if the key is not there
   * @throws BadValueException if an element is bad
   */
  public <T> List<T> list(String key, Function<String, T> parser) throws BadValueException {
    return list(key, text -> Arrays.asList(text.split(",", -1)), parser);
  }

  /**
   * A list that is split in a way of its own where it is one text.
   *
   * @param <T> the type of its elements
   * @param key the key
   * @param splitter splits the text; empty parts are left out
   * @param parser parses an element, and throws an {@code IllegalArgumentException} if it cannot
   * @return the elements, none if the key is not there
   * @throws BadValueException if an element is bad
   */
  public <T> List<T> list(
      String key, Function<String, List<String>> splitter, Function<String, T> parser)
      throws BadValueException {
    List<String> elements = elements(key, take(key), splitter);
    if (elements.size() > MOST_ELEMENTS) {
      throw new BadValueException(key, "more than " + MOST_ELEMENTS + " elements");
    }
    List<T> parsed = new ArrayList<>();
    for (String element : elements) {
      try {
        parsed.add(parser.apply(element));
      } catch (IllegalArgumentException e) {
        throw new BadValueException(
            key + "[" + parsed.size() + "]", String.valueOf(e.getMessage()));
      }
    }
    return List.copyOf(parsed);
  }

  private static List<String> elements(
      String key, @Nullable Object value, Function<String, List<String>> splitter)
      throws BadValueException {
    if (value == null) {
      return List.of();
    }
    if (value instanceof Object[] array) {
      return texts(key, Arrays.asList(array));
    }
    if (value instanceof Collection<?> collection) {
      return texts(key, collection);
    }
    return splitter.apply(text(key, value)).stream()
        .map(String::strip)
        .filter(part -> !part.isEmpty())
        .toList();
  }

  private static List<String> texts(String key, Collection<?> values) throws BadValueException {
    List<String> texts = new ArrayList<>();
    for (Object value : values) {
      texts.add(text(key + "[" + texts.size() + "]", value).strip());
    }
    return texts;
  }

  private static String text(String key, @Nullable Object value) throws BadValueException {
    if (!(value instanceof String text)) {
      throw new BadValueException(key, "not a text; write it as one");
    }
    if (text.length() > LONGEST_TEXT) {
      throw new BadValueException(key, "longer than " + LONGEST_TEXT + " characters");
    }
    return text;
  }

  /**
   * The keys that begin alike, which still have to be asked for.
   *
   * @param prefix what they begin with
   * @return the keys, sorted
   */
  public Set<String> keysWithPrefix(String prefix) {
    Set<String> keys = new TreeSet<>();
    for (String key : values.keySet()) {
      if (key.startsWith(prefix)) {
        keys.add(key);
      }
    }
    return keys;
  }

  /**
   * Refuses keys that nobody asked for, but for those of Configuration Admin and of who manages
   * configurations for it.
   *
   * @throws BadValueException if there is one
   */
  public void requireNoOthers() throws BadValueException {
    for (String key : new TreeSet<>(values.keySet())) {
      if (!asked.contains(key) && FOREIGN_PREFIXES.stream().noneMatch(key::startsWith)) {
        throw new BadValueException(key, "unknown key; leave it out or correct it");
      }
    }
  }
}
