// SPDX-License-Identifier: Apache-2.0
package io.sluice.plugins;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sluice.spi.plugin.PluginId;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Plugins of which only names and ingresses matter. */
final class TestPlugin {

  static final long BUNDLE = 7;

  private TestPlugin() {}

  static PluginId id(String version) {
    return new PluginId("org.example.chat", version, "sha256:" + version, BUNDLE);
  }

  /** A plugin in its first version with these ingresses, of one source each. */
  static PluginBundle bundle(String... ingresses) {
    return bundle(id("1.0.0"), ingresses);
  }

  static PluginBundle bundle(PluginId id, String... ingresses) {
    return open(id, "ws://chat.example.com/feed", ingresses);
  }

  /** A plugin whose sources have a URL that may leave something open. */
  static PluginBundle open(PluginId id, String url, String... ingresses) {
    String json =
        """
        {
          "schema_version": 1,
          "parameters": [%s],
          "host_api": { "websocket": [{ "scheme": "ws", "host": "*" }] },
          "ingresses": [%s]
        }
        """
            .formatted(
                url.contains("${server}") ? "{ \"name\": \"server\" }" : "",
                Stream.of(ingresses)
                    .map(name -> ingress(name, url))
                    .collect(Collectors.joining(", ")));
    return withManifest(id, json);
  }

  static PluginBundle withManifest(PluginId id, String json) {
    try {
      return PluginBundle.good(id, ManifestReader.read(json.getBytes(UTF_8)));
    } catch (ManifestException e) {
      throw new AssertionError(e);
    }
  }

  private static String ingress(String name, String url) {
    return "{ \"name\": \"%s\", \"sources\": [{ \"websocket\": \"%s\" }] }".formatted(name, url);
  }
}
