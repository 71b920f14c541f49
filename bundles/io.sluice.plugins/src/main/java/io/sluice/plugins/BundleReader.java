// SPDX-License-Identifier: Apache-2.0
package io.sluice.plugins;

import io.sluice.api.plugin.SluicePlugin;
import io.sluice.spi.plugin.PluginId;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.Version;
import org.osgi.framework.wiring.BundleRequirement;
import org.osgi.framework.wiring.BundleRevision;
import org.osgi.namespace.extender.ExtenderNamespace;

/** Reads what a bundle says of itself, without resolving it or loading a class of it. */
final class BundleReader {

  private static final Map<String, Object> EXTENDER =
      Map.of(
          ExtenderNamespace.EXTENDER_NAMESPACE,
          SluicePlugin.EXTENDER_NAME,
          "version",
          Version.parseVersion(SluicePlugin.EXTENDER_VERSION));

  private BundleReader() {}

  /** Tells whether a bundle is, or tries to be, a plugin. */
  static boolean isPlugin(Bundle bundle) {
    return requiresExtender(bundle) || bundle.getEntry(SluicePlugin.MANIFEST_PATH) != null;
  }

  private static boolean requiresExtender(Bundle bundle) {
    BundleRevision revision = bundle.adapt(BundleRevision.class);
    if (revision == null) {
      return false;
    }
    List<BundleRequirement> requirements =
        revision.getDeclaredRequirements(ExtenderNamespace.EXTENDER_NAMESPACE);
    return requirements.stream()
        .anyMatch(requirement -> isForThisExtender(requirement.getDirectives().get("filter")));
  }

  /** Tells whether the filter of a requirement for an extender lets this one pass. */
  static boolean isForThisExtender(@Nullable String filter) {
    try {
      return filter != null && FrameworkUtil.createFilter(filter).matches(EXTENDER);
    } catch (InvalidSyntaxException e) {
      return false;
    }
  }

  /** Reads the manifest and takes the digest, which may take a while. */
  static PluginBundle read(Bundle bundle) {
    String name = bundle.getSymbolicName();
    if (name == null) {
      PluginId id = new PluginId("bundle-" + bundle.getBundleId(), "", "", bundle.getBundleId());
      return PluginBundle.rejected(id, "the bundle has no symbolic name");
    }
    return read(
        new InstalledContents(bundle),
        new PluginId(name, bundle.getVersion().toString(), "", bundle.getBundleId()),
        requiresExtender(bundle));
  }

  /**
   * Reads it from the entries.
   *
   * @param contents the entries
   * @param unread which bundle, without its digest
   * @param requiresExtender whether it requires this extender
   */
  static PluginBundle read(BundleContents contents, PluginId unread, boolean requiresExtender) {
    try {
      PluginId id =
          new PluginId(
              unread.name(), unread.version(), BundleDigest.of(contents), unread.bundleId());
      return manifest(contents, id, requiresExtender);
    } catch (IOException | RuntimeException e) {
      return PluginBundle.rejected(unread, "the bundle cannot be read: " + e);
    }
  }

  private static PluginBundle manifest(
      BundleContents contents, PluginId id, boolean requiresExtender) throws IOException {
    if (!contents.paths().contains(SluicePlugin.MANIFEST_PATH)) {
      return PluginBundle.rejected(id, SluicePlugin.MANIFEST_PATH + " is missing");
    }
    if (!requiresExtender) {
      return PluginBundle.rejected(
          id,
          "the bundle holds "
              + SluicePlugin.MANIFEST_PATH
              + " but does not require this extender; annotate a type with @SluicePlugin");
    }
    try (InputStream in = contents.open(SluicePlugin.MANIFEST_PATH)) {
      return PluginBundle.good(id, ManifestReader.read(in.readNBytes(StrictJson.MAX_BYTES + 1)));
    } catch (ManifestException e) {
      return PluginBundle.rejected(id, String.valueOf(e.getMessage()));
    }
  }
}
