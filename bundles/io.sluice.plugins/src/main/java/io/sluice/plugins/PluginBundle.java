// SPDX-License-Identifier: Apache-2.0
package io.sluice.plugins;

import io.sluice.spi.plugin.PluginId;
import io.sluice.spi.plugin.PluginManifest;
import java.util.List;

/**
 * What was read from a plugin's bundle.
 *
 * @param id which plugin
 * @param manifest what it declares; nothing if it was rejected
 * @param rejection why its manifest is bad, empty if it is good
 */
record PluginBundle(PluginId id, PluginManifest manifest, String rejection) {

  private static final PluginManifest NOTHING =
      new PluginManifest("", List.of(), List.of(), List.of(), List.of());

  static PluginBundle good(PluginId id, PluginManifest manifest) {
    return new PluginBundle(id, manifest, "");
  }

  static PluginBundle rejected(PluginId id, String why) {
    return new PluginBundle(id, NOTHING, why);
  }

  boolean isRejected() {
    return !rejection.isEmpty();
  }
}
