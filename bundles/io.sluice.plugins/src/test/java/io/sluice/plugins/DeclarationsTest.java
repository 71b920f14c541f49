// SPDX-License-Identifier: Apache-2.0
package io.sluice.plugins;

import static io.sluice.plugins.TestPlugin.BUNDLE;
import static io.sluice.plugins.TestPlugin.id;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertSame;

import io.sluice.spi.plugin.PluginDeclaration;
import io.sluice.spi.plugin.PluginId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.Test;

/** The services that say what the plugins declare. */
public class DeclarationsTest {

  private static final PluginId OTHER =
      new PluginId("org.example.other", "1.0.0", "sha256:other", 8);

  private final TestRegistry registry = new TestRegistry();
  private final TestDiagnostics diagnostics = new TestDiagnostics();
  private final Declarations declarations = new Declarations(registry.context, diagnostics);
  private Roster roster = Roster.empty(TestAuthority.snapshot(0));

  private void follow(Fact fact) {
    roster = roster.fold(fact, Instant.EPOCH);
    declarations.follow(roster);
  }

  private void read(PluginBundle bundle) {
    follow(new Fact.BundleRead(bundle));
  }

  private List<PluginDeclaration> declared() {
    return registry.services(PluginDeclaration.class);
  }

  private List<PluginId> ids() {
    return declared().stream().map(PluginDeclaration::id).toList();
  }

  @Test
  public void whatAPluginDeclaresIsRegistered() {
    PluginBundle bundle = TestPlugin.bundle("feed");

    read(bundle);

    assertEquals(List.of(id("1.0.0")), ids());
    assertSame(bundle.manifest(), declared().get(0).manifest());
    assertEquals(List.of(), diagnostics.records);
  }

  @Test
  public void whatIsTheSameStaysRegistered() {
    read(TestPlugin.bundle("feed"));
    PluginDeclaration before = declared().get(0);

    follow(new Fact.RestartAsked("org.example.chat"));

    assertSame(before, declared().get(0));
  }

  @Test
  public void anUpdateIsRegisteredBeforeTheOldOneIsTakenBack() {
    read(TestPlugin.bundle("feed"));
    List<PluginId> before = new ArrayList<>();
    registry.beforeRegistering = () -> before.addAll(ids());

    read(TestPlugin.bundle(id("2.0.0"), "feed"));

    assertEquals(List.of(id("1.0.0")), before);
    assertEquals(List.of(id("2.0.0")), ids());
  }

  @Test
  public void whatAPluginDeclaredGoesWithIt() {
    read(TestPlugin.bundle("feed"));
    read(TestPlugin.bundle(OTHER, "feed"));

    follow(new Fact.BundleGone(BUNDLE));

    assertEquals(List.of(OTHER), ids());
  }

  @Test
  public void aBadManifestDeclaresNothingAndIsRecordedOnce() {
    read(PluginBundle.rejected(id("1.0.0"), "surprise: unknown field"));
    follow(new Fact.RestartAsked("org.example.chat"));

    assertEquals(List.of(id("1.0.0")), ids());
    assertEquals(List.of(), declared().get(0).manifest().ingresses());
    assertEquals(
        List.of("ERROR manifest manifest_rejected org.example.chat: surprise: unknown field"),
        diagnostics.records);
  }

  @Test
  public void atTheEndNothingIsDeclared() {
    read(TestPlugin.bundle("feed"));
    read(TestPlugin.bundle(OTHER, "feed"));

    declarations.close();
    declarations.close();

    assertEquals(List.of(), ids());
  }
}
