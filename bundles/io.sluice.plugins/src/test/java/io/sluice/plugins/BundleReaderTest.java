// SPDX-License-Identifier: Apache-2.0
package io.sluice.plugins;

import static io.sluice.plugins.TestBundle.FILTER;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import io.sluice.api.plugin.SluicePlugin;
import io.sluice.spi.plugin.PluginId;
import org.junit.Test;

/** Which bundles are plugins, and what is read of them. */
public class BundleReaderTest {

  private static final String MANIFEST = "{\"schema_version\": 1, \"description\": \"Chats.\"}";

  private static boolean isPlugin(TestBundle bundle) {
    return BundleReader.isPlugin(bundle.build());
  }

  private static PluginBundle read(TestBundle bundle) {
    return BundleReader.read(bundle.build());
  }

  @Test
  public void aBundleThatRequiresTheExtenderIsAPlugin() {
    assertTrue(isPlugin(new TestBundle().requires(FILTER)));
  }

  @Test
  public void aBundleThatHoldsAManifestTriesToBeAPlugin() {
    assertTrue(isPlugin(new TestBundle().holds(SluicePlugin.MANIFEST_PATH, "")));
  }

  @Test
  public void anyOtherBundleIsNone() {
    assertFalse(isPlugin(new TestBundle()));
  }

  @Test
  public void aBundleForAnotherExtenderIsNone() {
    assertFalse(isPlugin(new TestBundle().requires("(osgi.extender=osgi.component)")));
  }

  @Test
  public void aBundleForALaterExtenderIsNone() {
    assertFalse(
        isPlugin(new TestBundle().requires("(&(osgi.extender=sluice.plugin)(version>=2.0.0))")));
  }

  @Test
  public void aBundleThatRequiresAlsoAnotherExtenderIsAPlugin() {
    assertTrue(
        isPlugin(new TestBundle().requires("(osgi.extender=osgi.component)").requires(FILTER)));
  }

  @Test
  public void aRequirementWithoutAFilterIsForNoExtender() {
    assertFalse(isPlugin(new TestBundle().requiresWithoutFilter()));
  }

  @Test
  public void aRequirementWithABadFilterIsForNoExtender() {
    assertFalse(isPlugin(new TestBundle().requires("(osgi.extender=sluice.plugin")));
  }

  @Test
  public void aBundleWithoutARevisionIsNone() {
    TestBundle bundle = new TestBundle().requires(FILTER);
    bundle.hasRevision = false;

    assertFalse(isPlugin(bundle));
  }

  @Test
  public void aPluginIsReadWithItsNameVersionAndDigest() throws Exception {
    TestBundle bundle = TestBundle.plugin(MANIFEST);

    PluginBundle read = read(bundle);

    assertEquals(
        new PluginId(
            "org.example.chat",
            "1.2.3",
            BundleDigest.of(new InstalledContents(bundle.build())),
            TestPlugin.BUNDLE),
        read.id());
    assertFalse(read.isRejected());
    assertEquals("Chats.", read.manifest().description());
  }

  @Test
  public void aBundleWithoutASymbolicNameIsRejectedUnderItsNumber() {
    TestBundle bundle = TestBundle.plugin(MANIFEST);
    bundle.symbolicName = null;

    PluginBundle read = read(bundle);

    assertEquals("bundle-7", read.id().name());
    assertEquals("the bundle has no symbolic name", read.rejection());
  }

  @Test
  public void aPluginWithoutAManifestIsRejected() {
    assertEquals(
        "OSGI-INF/sluice/plugin.json is missing",
        read(new TestBundle().requires(FILTER)).rejection());
  }

  @Test
  public void aManifestWithoutTheRequirementIsRejected() {
    PluginBundle read = read(new TestBundle().holds(SluicePlugin.MANIFEST_PATH, MANIFEST));

    assertEquals(
        "the bundle holds OSGI-INF/sluice/plugin.json but does not require this extender;"
            + " annotate a type with @SluicePlugin",
        read.rejection());
    assertEquals("org.example.chat", read.id().name());
  }

  @Test
  public void aBadManifestIsRejectedWithTheReadersMessage() {
    PluginBundle read = read(TestBundle.plugin("{}"));

    assertEquals("schema_version: missing", read.rejection());
    assertTrue(read.id().digest().startsWith("sha256:"));
  }

  @Test
  public void aManifestThatIsTooLongIsRejected() {
    String padding = " ".repeat(StrictJson.MAX_BYTES - MANIFEST.length());

    assertEquals("", read(TestBundle.plugin(MANIFEST + padding)).rejection());
    assertTrue(read(TestBundle.plugin(MANIFEST + padding + " ")).isRejected());
  }

  @Test
  public void aBundleThatCannotBeReadIsRejectedWithoutADigest() {
    TestBundle bundle = TestBundle.plugin(MANIFEST);
    bundle.readable = false;

    PluginBundle read = read(bundle);

    assertEquals(
        "the bundle cannot be read: java.io.IOException: the disk is broken", read.rejection());
    assertEquals(new PluginId("org.example.chat", "1.2.3", "", TestPlugin.BUNDLE), read.id());
  }
}
