// SPDX-License-Identifier: Apache-2.0
package io.sluice.plugins;

import io.sluice.spi.plugin.PluginId;
import io.sluice.spi.roster.PluginInspector.Inspection;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Constants;
import org.osgi.framework.Version;
import org.osgi.namespace.extender.ExtenderNamespace;

/** Reads a jar as if it were installed: the same entries, by the same readers. */
final class JarReader {

  private static final long NOT_INSTALLED = -1;

  private JarReader() {}

  static Inspection read(Path file) throws IOException {
    try (JarFile jar = new JarFile(file.toFile())) {
      JarContents contents = new JarContents(jar);
      PluginBundle bundle = bundle(contents, headers(jar));
      return new Inspection(
          bundle.id(),
          bundle.isRejected() ? null : bundle.manifest(),
          bundle.rejection(),
          ConfinementReader.read(contents));
    }
  }

  private static Attributes headers(JarFile jar) throws IOException {
    Manifest manifest = jar.getManifest();
    return manifest == null ? new Attributes() : manifest.getMainAttributes();
  }

  private static PluginBundle bundle(JarContents contents, Attributes headers) {
    String name = firstPath(headers.getValue(Constants.BUNDLE_SYMBOLICNAME));
    String version = headers.getValue(Constants.BUNDLE_VERSION);
    PluginId unversioned = new PluginId(name, "", "", NOT_INSTALLED);
    if (name.isEmpty()) {
      return PluginBundle.rejected(unversioned, "the bundle has no symbolic name");
    }
    try {
      PluginId unread =
          new PluginId(name, Version.parseVersion(version).toString(), "", NOT_INSTALLED);
      return BundleReader.read(contents, unread, requiresExtender(headers));
    } catch (IllegalArgumentException e) {
      return PluginBundle.rejected(unversioned, "the Bundle-Version is not an OSGi version");
    }
  }

  private static String firstPath(@Nullable String header) {
    return clauses(header).stream().map(HeaderClause::path).findFirst().orElse("");
  }

  private static List<HeaderClause> clauses(@Nullable String header) {
    return header == null ? List.of() : HeaderClause.parse(header);
  }

  private static boolean requiresExtender(Attributes headers) {
    return clauses(headers.getValue(Constants.REQUIRE_CAPABILITY)).stream()
        .filter(clause -> clause.path().equals(ExtenderNamespace.EXTENDER_NAMESPACE))
        .anyMatch(clause -> BundleReader.isForThisExtender(clause.parameters().get("filter:")));
  }
}
