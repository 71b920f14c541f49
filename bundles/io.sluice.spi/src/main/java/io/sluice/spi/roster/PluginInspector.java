// SPDX-License-Identifier: Apache-2.0
package io.sluice.spi.roster;

import io.sluice.spi.plugin.PluginId;
import io.sluice.spi.plugin.PluginManifest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Looks into plugin bundles for an operator, without loading a class of them. Its methods read
 * whole bundles and take a while: they must not be called on a thread of the host.
 */
@ProviderType
public interface PluginInspector {

  /**
   * Reads a bundle that need not be installed, as strictly as one that is.
   *
   * @param file a jar
   * @return what it is
   * @throws IOException if the file cannot be read as a jar
   */
  Inspection check(Path file) throws IOException;

  /**
   * What the classes of an installed plugin reach the network with. The answer for the same
   * contents is kept.
   *
   * @param bundleId the number of the plugin's bundle
   * @return the answer, or empty if the bundle is no plugin
   */
  Optional<Confinement> confinement(long bundleId);

  /**
   * What the present revision of a plugin declares and the one before it did not, in this run of
   * the host.
   *
   * @param bundleId the number of the plugin's bundle
   * @return the difference, or empty if the bundle was not updated or declares nothing new
   */
  Optional<Novelty> novelty(long bundleId);

  /**
   * What a bundle is.
   *
   * @param id its identity, with -1 for the bundle's number if it is not installed
   * @param declared what it declares, or null if it was rejected
   * @param rejection why it was rejected, with the path of the field; empty if it was not
   * @param confinement what its classes reach the network with
   */
  record Inspection(
      PluginId id, @Nullable PluginManifest declared, String rejection, Confinement confinement) {}

  /**
   * What is new in a revision.
   *
   * @param since the version of the revision before it
   * @param targets the one-line forms of the targets that are new
   */
  record Novelty(String since, List<String> targets) {

    /** Copies the list. */
    public Novelty {
      targets = List.copyOf(targets);
    }
  }
}
