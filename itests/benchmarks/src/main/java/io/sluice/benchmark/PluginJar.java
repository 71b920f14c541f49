// SPDX-License-Identifier: Apache-2.0
package io.sluice.benchmark;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/** A plugin like another one, under a name and with a manifest of its own. */
final class PluginJar {

  private static final String PLUGIN_JSON = "OSGI-INF/sluice/plugin.json";

  private PluginJar() {}

  static Path like(File original, String name, String pluginJson) throws IOException {
    Path copy = Files.createTempFile("sluice-benchmark-", ".jar");
    try (JarFile jar = new JarFile(original);
        OutputStream out = Files.newOutputStream(copy);
        JarOutputStream target = new JarOutputStream(out, renamed(jar.getManifest(), name))) {
      for (JarEntry entry : jar.stream().toList()) {
        if (entry.isDirectory() || entry.getName().equals(JarFile.MANIFEST_NAME)) {
          continue;
        }
        target.putNextEntry(new JarEntry(entry.getName()));
        if (entry.getName().equals(PLUGIN_JSON)) {
          target.write(pluginJson.getBytes(StandardCharsets.UTF_8));
        } else {
          jar.getInputStream(entry).transferTo(target);
        }
        target.closeEntry();
      }
    }
    return copy;
  }

  private static Manifest renamed(Manifest manifest, String name) {
    manifest.getMainAttributes().putValue("Bundle-SymbolicName", name);
    return manifest;
  }
}
