// SPDX-License-Identifier: Apache-2.0
package io.sluice.spi.configuration;

import static java.util.Objects.requireNonNull;

import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A component's configuration as its annotation type, also where a number is none: then the default
 * holds, and one line says which value is bad and what to do. The component of an operator who
 * mistyped goes on with bounds that are safe; declarative services alone would leave it out, with
 * all that depends on it, and a stack trace instead of a line.
 *
 * <p>The annotation's methods return {@code int}, {@code long} or {@code String}; two underscores
 * in a name stand for one in the key. The values are read once.
 */
public final class CheckedConfiguration {

  private final String pid;
  private final Map<String, ?> values;
  private final Consumer<String> problems;

  private CheckedConfiguration(String pid, Map<String, ?> values, Consumer<String> problems) {
    this.pid = pid;
    this.values = values;
    this.problems = problems;
  }

  /**
   * Reads a configuration.
   *
   * @param <A> the annotation type
   * @param type the annotation type, with a default for each number
   * @param pid the PID, for messages
   * @param values what was configured
   * @param problems takes one line for each bad value
   * @return the configuration; a text that was not configured and has no default is empty
   */
  public static <A extends Annotation> A of(
      Class<A> type, String pid, Map<String, ?> values, Consumer<String> problems) {
    CheckedConfiguration configuration = new CheckedConfiguration(pid, values, problems);
    Map<String, Object> read = new HashMap<>();
    for (Method method : type.getDeclaredMethods()) {
      read.put(method.getName(), configuration.read(method));
    }
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) ->
                requireNonNull(read.get(method.getName()), method.getName())));
  }

  private Object read(Method method) {
    String key = method.getName().replace("__", "_");
    Object value = values.get(key);
    Object standard = method.getDefaultValue();
    if (method.getReturnType() == String.class) {
      return value != null ? value.toString() : standard != null ? standard : "";
    }
    requireNonNull(standard, key);
    if (value == null) {
      return standard;
    }
    Object number = number(value.toString().strip(), method.getReturnType());
    if (number == null) {
      problems.accept(
          "%s: %s = '%s' is no whole number%s; correct it or leave it out. Until then %s holds"
              .formatted(pid, key, shown(value), range(method.getReturnType()), standard));
      return standard;
    }
    return number;
  }

  private static @Nullable Object number(String text, Class<?> type) {
    try {
      if (type == long.class) {
        return Long.parseLong(text);
      }
      return Integer.parseInt(text);
    } catch (NumberFormatException e) {
      return null;
    }
  }

  private static String range(Class<?> type) {
    return type == int.class ? " up to " + Integer.MAX_VALUE : "";
  }

  /** Bounded, and in one line. */
  private static String shown(Object value) {
    String text = value.toString().replaceAll("\\p{Cntrl}", "?");
    return text.length() <= 64 ? text : text.substring(0, 64) + "…";
  }
}
