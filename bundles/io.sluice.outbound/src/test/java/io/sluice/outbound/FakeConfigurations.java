// SPDX-License-Identifier: Apache-2.0
package io.sluice.outbound;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.LinkedHashMap;
import java.util.Map;
import org.osgi.framework.FrameworkUtil;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;

/** Configurations that are there when a component starts; they are listed, and nothing else. */
final class FakeConfigurations {

  private final Map<String, Map<String, ?>> configured = new LinkedHashMap<>();

  FakeConfigurations with(String pid, Map<String, ?> values) {
    configured.put(pid, values);
    return this;
  }

  ConfigurationAdmin admin() {
    return fake(
        ConfigurationAdmin.class,
        Map.of(
            "listConfigurations",
            configured.entrySet().stream()
                .map(each -> configuration(each.getKey(), each.getValue()))
                .toArray(Configuration[]::new)));
  }

  private static Configuration configuration(String pid, Map<String, ?> values) {
    return fake(
        Configuration.class,
        Map.of("getPid", pid, "getProperties", FrameworkUtil.asDictionary(values)));
  }

  private static <T> T fake(Class<T> type, Map<String, Object> answers) {
    InvocationHandler handler =
        (self, method, arguments) -> {
          Object answer = answers.get(method.getName());
          if (answer == null) {
            throw new UnsupportedOperationException(method.getName());
          }
          return answer;
        };
    return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
  }
}
