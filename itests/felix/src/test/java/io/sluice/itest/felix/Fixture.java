// SPDX-License-Identifier: Apache-2.0
package io.sluice.itest.felix;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;

/** A fixture's bundle, as it was built or with changes, as a next version of it would have. */
public final class Fixture {

  private static final String PLUGIN_MANIFEST = "OSGI-INF/sluice/plugin.json";

  private final File built;
  private final Map<String, String> headers = new HashMap<>();
  private final Map<String, byte[]> entries = new HashMap<>();
  private final Set<String> without = new HashSet<>();

  private Fixture(File built) {
    this.built = built;
  }

  /** A fixture as it was built. */
  public static Fixture of(String name) {
    return bundle("io.sluice.fixture." + name);
  }

  /** An example plugin as it was built. */
  public static Fixture example(String name) {
    return bundle("io.sluice.example." + name);
  }

  /** A plugin as it was built. */
  public static Fixture bundle(String symbolicName) {
    return new Fixture(new File(System.getProperty("fixtures.dir"), symbolicName + ".jar"));
  }

  /** The same under another symbolic name. */
  public Fixture named(String symbolicName) {
    return with("Bundle-SymbolicName", symbolicName);
  }

  /** The same in another version. */
  public Fixture version(String version) {
    return with("Bundle-Version", version);
  }

  /** The same with another header. */
  public Fixture with(String header, String value) {
    headers.put(header, value);
    return this;
  }

  /** The same with another plugin manifest. */
  public Fixture declaring(String json) {
    return declaring(json.getBytes(StandardCharsets.UTF_8));
  }

  /** The same with another plugin manifest, of whatever bytes. */
  public Fixture declaring(byte[] json) {
    entries.put(PLUGIN_MANIFEST, json);
    return this;
  }

  /** The same with a change in its plugin manifest. */
  public Fixture replacing(String text, String replacement) throws IOException {
    return declaring(manifest().replace(text, replacement));
  }

  /** The same without an entry. */
  public Fixture without(String entry) {
    without.add(entry);
    return this;
  }

  /** The plugin manifest. */
  public String manifest() throws IOException {
    byte[] changed = entries.get(PLUGIN_MANIFEST);
    if (changed != null) {
      return new String(changed, StandardCharsets.UTF_8);
    }
    try (JarFile jar = new JarFile(built);
        InputStream in = jar.getInputStream(jar.getEntry(PLUGIN_MANIFEST))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  /** The bundle. */
  public InputStream jar() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JarFile jar = new JarFile(built);
        JarOutputStream out = new JarOutputStream(bytes, changed(jar.getManifest()))) {
      for (JarEntry entry : Collections.list(jar.entries())) {
        if (!entry.isDirectory()
            && !entry.getName().equals(JarFile.MANIFEST_NAME)
            && !entries.containsKey(entry.getName())
            && !without.contains(entry.getName())) {
          out.putNextEntry(new ZipEntry(entry.getName()));
          jar.getInputStream(entry).transferTo(out);
        }
      }
      for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
        out.putNextEntry(new ZipEntry(entry.getKey()));
        out.write(entry.getValue());
      }
    }
    return new ByteArrayInputStream(bytes.toByteArray());
  }

  private Manifest changed(Manifest manifest) {
    headers.forEach(
        (name, value) -> manifest.getMainAttributes().put(new Attributes.Name(name), value));
    return manifest;
  }
}
