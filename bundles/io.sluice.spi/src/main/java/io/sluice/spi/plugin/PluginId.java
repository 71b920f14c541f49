// SPDX-License-Identifier: Apache-2.0
package io.sluice.spi.plugin;

import static java.util.Objects.requireNonNull;

/**
 * Which plugin bundle, in which revision.
 *
 * @param name the Bundle-SymbolicName, by which grants name the plugin
 * @param version the Bundle-Version
 * @param digest {@code sha256:} and 64 hex digits over the bundle's entries
 * @param bundleId the framework's number for the bundle, which tells apart bundles of one name
 */
public record PluginId(String name, String version, String digest, long bundleId) {

  /** Refuses missing parts. */
  public PluginId {
    requireNonNull(name, "name");
    requireNonNull(version, "version");
    requireNonNull(digest, "digest");
  }
}
