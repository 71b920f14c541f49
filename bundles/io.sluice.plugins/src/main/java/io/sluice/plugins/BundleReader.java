// SPDX-License-Identifier: Apache-2.0
package io.sluice.plugins;

import io.sluice.api.plugin.SluicePlugin;
import io.sluice.spi.plugin.PluginId;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.util.List;
import java.util.Map;
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
    return requirements.stream().anyMatch(BundleReader::isForThisExtender);
  }

  private static boolean isForThisExtender(BundleRequirement requirement) {
    String filter = requirement.getDirectives().get("filter");
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
    String version = bundle.getVersion().toString();
    try {
      PluginId id = new PluginId(name, version, BundleDigest.of(bundle), bundle.getBundleId());
      return manifest(bundle, id);
    } catch (IOException | RuntimeException e) {
      PluginId id = new PluginId(name, version, "", bundle.getBundleId());
      return PluginBundle.rejected(id, "the bundle cannot be read: " + e);
    }
  }

  private static PluginBundle manifest(Bundle bundle, PluginId id) throws IOException {
    URL entry = bundle.getEntry(SluicePlugin.MANIFEST_PATH);
    if (entry == null) {
      return PluginBundle.rejected(id, SluicePlugin.MANIFEST_PATH + " is missing");
    }
    if (!requiresExtender(bundle)) {
      return PluginBundle.rejected(
          id,
          "the bundle holds "
              + SluicePlugin.MANIFEST_PATH
              + " but does not require this extender; annotate a type with @SluicePlugin");
    }
    try (InputStream in = entry.openStream()) {
      return PluginBundle.good(id, ManifestReader.read(in.readNBytes(StrictJson.MAX_BYTES + 1)));
    } catch (ManifestException e) {
      return PluginBundle.rejected(id, String.valueOf(e.getMessage()));
    }
  }
}
