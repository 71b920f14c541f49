// SPDX-License-Identifier: Apache-2.0
package io.sluice.plugins;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertNotEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import io.sluice.api.plugin.SluicePlugin;
import io.sluice.spi.plugin.PluginId;
import io.sluice.spi.roster.PluginInspector.Inspection;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** Bundles that are read from a file. */
public final class JarReaderTest {

  private static final String REQUIREMENT =
      "Require-Capability: osgi.ee;filter:=\"(osgi.ee=JavaSE)\",osgi.extender;filter:=\"(&(osgi.ex"
          + "\r\n tender=sluice.plugin)(version>=1.0.0)(!(version>=2.0.0)))\"\r\n";
  private static final String NAME = "Bundle-SymbolicName: org.example.chat;singleton:=true\r\n";

  @Rule public final TemporaryFolder temporary = new TemporaryFolder();

  private Path jar(String headers, String manifest) throws IOException {
    Map<String, String> entries = new LinkedHashMap<>();
    entries.put("META-INF/MANIFEST.MF", "Manifest-Version: 1.0\r\n" + headers);
    entries.put(SluicePlugin.MANIFEST_PATH, manifest);
    return jar(entries);
  }

  private Path jar(Map<String, String> entries) throws IOException {
    Path file = temporary.newFile().toPath();
    try (OutputStream out = Files.newOutputStream(file);
        ZipOutputStream zip = new ZipOutputStream(out)) {
      for (Map.Entry<String, String> each : entries.entrySet()) {
        zip.putNextEntry(new ZipEntry(each.getKey()));
        zip.write(each.getValue().getBytes(StandardCharsets.UTF_8));
      }
    }
    return file;
  }

  private String rejection(String headers, String manifest) throws IOException {
    return JarReader.read(jar(headers, manifest)).rejection();
  }

  @Test
  public void aGoodBundleIsReadWithItsIdentity() throws Exception {
    Inspection inspection =
        JarReader.read(
            jar(NAME + "Bundle-Version: 1.2\r\n" + REQUIREMENT, "{\"schema_version\": 1}"));

    PluginId id = inspection.id();
    assertEquals("", inspection.rejection());
    assertEquals("org.example.chat 1.2.0", id.name() + " " + id.version());
    assertTrue(id.digest(), id.digest().matches("sha256:[0-9a-f]{64}"));
    assertTrue(inspection.confinement().isConfined());
  }

  @Test
  public void aBadManifestIsRejectedWithTheFieldsPath() throws Exception {
    assertEquals("schema_version: missing", rejection(NAME + REQUIREMENT, "{}"));
  }

  @Test
  public void aBundleWithoutAManifestIsRejected() throws Exception {
    Path file =
        jar(Map.of("META-INF/MANIFEST.MF", "Manifest-Version: 1.0\r\n" + NAME + REQUIREMENT));

    assertEquals("OSGI-INF/sluice/plugin.json is missing", JarReader.read(file).rejection());
  }

  @Test
  public void aBundleThatDoesNotRequireTheExtenderIsRejected() throws Exception {
    String other = "Require-Capability: osgi.extender;filter:=\"(osgi.extender=other)\"\r\n";

    assertEquals(
        "the bundle holds OSGI-INF/sluice/plugin.json but does not require this extender;"
            + " annotate a type with @SluicePlugin",
        rejection(NAME + other, "{\"schema_version\": 1}"));
  }

  @Test
  public void aJarWithoutASymbolicNameIsRejected() throws Exception {
    assertEquals(
        "the bundle has no symbolic name", rejection(REQUIREMENT, "{\"schema_version\": 1}"));
  }

  @Test
  public void aVersionThatIsNoneIsRejected() throws Exception {
    assertEquals(
        "the Bundle-Version is not an OSGi version",
        rejection(NAME + "Bundle-Version: one\r\n" + REQUIREMENT, "{\"schema_version\": 1}"));
  }

  @Test
  public void aFileThatIsNoJarCannotBeRead() throws Exception {
    Path file = temporary.newFile().toPath();
    Files.writeString(file, "no jar");

    assertThrows(IOException.class, () -> JarReader.read(file));
  }

  @Test
  public void aFileThatIsNotThereCannotBeRead() {
    assertThrows(
        NoSuchFileException.class,
        () -> JarReader.read(temporary.getRoot().toPath().resolve("none.jar")));
  }

  @Test
  public void theDigestIsOfTheContentsAndNotOfTheirOrder() throws Exception {
    Map<String, String> entries = new LinkedHashMap<>();
    entries.put("a", "1");
    entries.put("b", "2");
    Map<String, String> reversed = new LinkedHashMap<>();
    reversed.put("b", "2");
    reversed.put("a", "1");
    Map<String, String> other = Map.of("a", "12", "b", "");

    assertEquals(digest(entries), digest(reversed));
    assertNotEquals(digest(entries), digest(other));
  }

  private String digest(Map<String, String> entries) throws IOException {
    try (var jar = new java.util.jar.JarFile(jar(entries).toFile())) {
      return BundleDigest.of(new JarContents(jar));
    }
  }
}
