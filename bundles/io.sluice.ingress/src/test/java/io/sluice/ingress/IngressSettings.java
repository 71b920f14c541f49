// SPDX-License-Identifier: Apache-2.0
package io.sluice.ingress;

import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A configuration as the framework would make it: the declared defaults, but for some values. */
final class IngressSettings {

  private IngressSettings() {}

  static IngressConfiguration of(Map<String, Object> values) {
    return (IngressConfiguration)
        Proxy.newProxyInstance(
            IngressConfiguration.class.getClassLoader(),
            new Class<?>[] {IngressConfiguration.class},
            (proxy, method, arguments) -> value(values.get(method.getName()), method));
  }

  private static Object value(@Nullable Object given, Method method) {
    return given == null ? method.getDefaultValue() : given;
  }
}
