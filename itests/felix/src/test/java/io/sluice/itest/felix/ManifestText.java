// SPDX-License-Identifier: Apache-2.0
package io.sluice.itest.felix;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Writes manifests for fixtures. In what is handed in, single quotes stand for double quotes. */
final class ManifestText {

  /** Has a source reconnect within the time of a test. */
  static final String SOON = "'reconnect': {'initial_ms': 100, 'max_ms': 200}";

  private ManifestText() {}

  /** A manifest with these ingresses, which declares every path on the port of the grant. */
  static String manifest(String... ingresses) {
    return withTargets(target("127.0.0.1"), ingresses);
  }

  /** A target of every path on a host, at the port of the grant. */
  static String target(String host) {
    return "{'scheme': 'ws', 'host': '" + host + "', 'port': '${port}'}";
  }

  /** A manifest with these targets and ingresses. */
  static String withTargets(String targets, String... ingresses) {
    return quoted(
        "{'schema_version': 1, 'parameters': [{'name': 'port'}], 'host_api': {'websocket': ["
            + targets
            + "]}, 'ingresses': ["
            + String.join(", ", ingresses)
            + "]}");
  }

  /** An ingress; its sources are among the members. */
  static String ingress(String name, String... members) {
    List<String> all = new ArrayList<>(List.of("'name': '" + name + "'"));
    all.addAll(Arrays.asList(members));
    return object(all);
  }

  /** The sources of an ingress. */
  static String sources(String... sources) {
    return "'sources': [" + String.join(", ", sources) + "]";
  }

  /** A source at a path of the test's server. */
  static String source(String path, String... members) {
    return sourceAt("127.0.0.1", path, members);
  }

  /** A source at a path of a server on another host, at the port of the grant. */
  static String sourceAt(String host, String path, String... members) {
    List<String> all =
        new ArrayList<>(List.of("'websocket': 'ws://" + host + ":${port}" + path + "'"));
    all.addAll(Arrays.asList(members));
    return object(all);
  }

  private static String object(List<String> members) {
    return "{" + String.join(", ", members) + "}";
  }

  private static String quoted(String text) {
    return text.replace('\'', '"');
  }
}
