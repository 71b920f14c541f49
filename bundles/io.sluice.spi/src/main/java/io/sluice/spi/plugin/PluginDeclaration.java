// SPDX-License-Identifier: Apache-2.0
package io.sluice.spi.plugin;

import static java.util.Objects.requireNonNull;

/**
 * A plugin that is installed and declares something. The extender registers one as a service for
 * each plugin bundle with a good manifest, from the time it is installed until it is uninstalled;
 * after an update, another.
 *
 * @param id which plugin
 * @param manifest what it declares
 */
public record PluginDeclaration(PluginId id, PluginManifest manifest) {

  /** Refuses missing parts. */
  public PluginDeclaration {
    requireNonNull(id, "id");
    requireNonNull(manifest, "manifest");
  }
}
