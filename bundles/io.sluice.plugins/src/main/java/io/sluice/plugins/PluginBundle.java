// SPDX-License-Identifier: Apache-2.0
package io.sluice.plugins;

import io.sluice.spi.plugin.PluginId;
import io.sluice.spi.plugin.PluginManifest;
import io.sluice.spi.roster.PluginInspector.Novelty;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What was read from a plugin's bundle.
 *
 * @param id which plugin
 * @param manifest what it declares; nothing if it was rejected
 * @param rejection why its manifest is bad, empty if it is good
 * @param novelty what it declares and the revision before it did not, or null
 */
record PluginBundle(
    PluginId id, PluginManifest manifest, String rejection, @Nullable Novelty novelty) {

  private static final PluginManifest NOTHING =
      new PluginManifest("", List.of(), List.of(), List.of(), List.of());

  static PluginBundle good(PluginId id, PluginManifest manifest) {
    return new PluginBundle(id, manifest, "", null);
  }

  static PluginBundle rejected(PluginId id, String why) {
    return new PluginBundle(id, NOTHING, why, null);
  }

  /** The same, as what came after another revision. */
  PluginBundle after(PluginBundle before) {
    if (id.equals(before.id())) {
      return new PluginBundle(id, manifest, rejection, before.novelty());
    }
    Set<String> known = before.targets().collect(Collectors.toSet());
    List<String> more = targets().filter(target -> !known.contains(target)).toList();
    return new PluginBundle(
        id, manifest, rejection, more.isEmpty() ? null : new Novelty(before.id().version(), more));
  }

  private Stream<String> targets() {
    return Stream.concat(manifest.websocket().stream(), manifest.request().stream())
        .map(declared -> declared.target().toString());
  }

  boolean isRejected() {
    return !rejection.isEmpty();
  }
}
