// SPDX-License-Identifier: Apache-2.0
package io.sluice.authority;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import io.sluice.spi.authority.AuthorityListener;
import io.sluice.spi.plugin.PluginDeclaration;
import io.sluice.spi.target.Access;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.Test;
import org.osgi.framework.FrameworkUtil;

public final class AuthorityComponentTest {

  private static final String PID = "io.sluice.grant~chat";
  private static final String FEED = "wss://example.com/feed";
  private static final PluginDeclaration PLUGIN = Chat.declaring(FEED);

  private final RecordedDiagnostics diagnostics = new RecordedDiagnostics();
  private final AuthorityComponent component = new AuthorityComponent(diagnostics);

  private void configure(Map<String, Object> values) {
    component.updated(PID, FrameworkUtil.asDictionary(values));
  }

  private String code() {
    return component.snapshot().plugin(7).decide(Access.parse(FEED)).code();
  }

  @Test
  public void aConfigurationIsAGrant() {
    component.addDeclaration(PLUGIN);
    configure(Chat.configuration("host_api.websocket", FEED));

    assertEquals("granted", code());
    assertEquals(List.of(), diagnostics.lines());
  }

  @Test
  public void aConfigurationThatIsDeletedIsNone() {
    component.addDeclaration(PLUGIN);
    configure(Chat.configuration("host_api.websocket", FEED));
    component.deleted(PID);

    assertEquals("not_granted", code());
  }

  @Test
  public void aDeclarationThatIsWithdrawnIsNone() {
    component.addDeclaration(PLUGIN);
    component.removeDeclaration(PLUGIN);

    assertEquals("not_a_plugin", code());
  }

  @Test
  public void aConfigurationWithOneBadValueGrantsNothing() {
    component.addDeclaration(PLUGIN);
    configure(
        Chat.configuration("host_api.websocket", FEED, "secret.token", "canary", "mode", "on"));

    assertEquals("not_granted", code());
    assertEquals(Optional.empty(), component.snapshot().plugin(7).secret("token"));
  }

  @Test
  public void aConfigurationThatBecomesBadTakesTheGrantAway() {
    component.addDeclaration(PLUGIN);
    configure(Chat.configuration("host_api.websocket", FEED));
    configure(Chat.configuration("host_api.websocket", FEED + ", wss://["));

    assertEquals("not_granted", code());
  }

  @Test
  public void aBadConfigurationIsRecordedOnce() {
    configure(Chat.configuration("plugin", " org.example.chat ", "mode", "on"));

    assertEquals(
        List.of(
            "ERROR grant grant_refused [org.example.chat] io.sluice.grant~chat is refused as a"
                + " whole: mode: neither enforce nor report_only"),
        diagnostics.lines());
    assertEquals("org.example.chat", component.snapshot().grants().get(0).plugin());
  }

  @Test
  public void aBadConfigurationThatNamesNoPluginIsRecordedForTheHost() {
    configure(Map.of("plugin", 1));

    assertEquals(
        List.of(
            "ERROR grant grant_refused [] io.sluice.grant~chat is refused as a whole: plugin: not a"
                + " text; write it as one"),
        diagnostics.lines());
    assertEquals(
        "plugin: not a text; write it as one", component.snapshot().grants().get(0).refusal());
  }

  @Test
  public void whatIsRecordedHoldsNoSecret() {
    configure(Chat.configuration("secret.Token", "canary"));

    assertEquals(1, diagnostics.lines().size());
    assertFalse(diagnostics.lines().get(0).contains("canary"));
  }

  @Test
  public void listenersAreToldOfGrantsAndDeclarations() {
    List<String> codes = new ArrayList<>();
    AuthorityListener listener =
        snapshot -> codes.add(snapshot.plugin(7).decide(Access.parse(FEED)).code());
    component.addListener(listener);
    component.addDeclaration(PLUGIN);
    configure(Chat.configuration("host_api.websocket", FEED));
    component.deleted(PID);
    component.removeDeclaration(PLUGIN);
    component.removeListener(listener);
    component.addDeclaration(PLUGIN);

    assertEquals(
        List.of("not_a_plugin", "not_granted", "granted", "not_granted", "not_a_plugin"), codes);
  }

  @Test
  public void whatIsInForceIsNotWaitedFor() throws Exception {
    configure(Chat.configuration("host_api.websocket", FEED));

    assertTrue(
        component.awaitApplied(
            Map.of(PID, Optional.of(Chat.grantOf(PID, "host_api.websocket", FEED))),
            Duration.ZERO));
  }

  @Test
  public void whatIsNotInForceIsWaitedForInVain() throws Exception {
    assertFalse(
        component.awaitApplied(Map.of(PID, Optional.of(Chat.grantOf(PID))), Duration.ofMillis(1)));
  }
}
