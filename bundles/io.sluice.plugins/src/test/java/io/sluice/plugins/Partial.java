// SPDX-License-Identifier: Apache-2.0
package io.sluice.plugins;

import java.lang.reflect.Proxy;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Objects of large interfaces that know only the methods which a test has a use for. */
final class Partial {

  private static final Object[] NO_ARGUMENTS = {};

  private Partial() {}

  /** Makes an object; what it is called with beyond its methods is an error of the test. */
  static <T> T of(Class<T> type, Map<String, Function<Object[], @Nullable Object>> methods) {
    Object object =
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (self, method, arguments) ->
                switch (method.getName()) {
                  case "equals" -> self == arguments[0];
                  case "hashCode" -> System.identityHashCode(self);
                  case "toString" -> type.getSimpleName();
                  default -> {
                    Function<Object[], @Nullable Object> known = methods.get(method.getName());
                    if (known == null) {
                      throw new UnsupportedOperationException(method.getName());
                    }
                    yield known.apply(arguments == null ? NO_ARGUMENTS : arguments);
                  }
                });
    return type.cast(object);
  }
}
