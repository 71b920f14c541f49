// SPDX-License-Identifier: Apache-2.0
package io.sluice.authority;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import io.sluice.spi.authority.Decision;
import io.sluice.spi.plugin.PluginDeclaration;
import io.sluice.spi.target.Access;
import io.sluice.spi.target.TargetUrl;
import java.util.List;
import org.junit.Test;

/** What a plugin may reach: declared and granted, minus denied. */
public final class DecisionTest {

  private static final PluginDeclaration PLUGIN = Chat.declaring("wss://example.com/feed");

  private static Decision decide(PluginDeclaration plugin, String url, Grant... grants) {
    return AuthorityFold.fold(plugin, List.of(grants), true).decide(Access.parse(url));
  }

  private static Decision decide(String url, Grant... grants) {
    return decide(PLUGIN, url, grants);
  }

  @Test
  public void whatIsDeclaredAndGrantedIsAllowed() {
    Decision decision =
        decide(
            "wss://example.com/feed/x?token=canary",
            Chat.grant("host_api.websocket", "wss://example.com/feed"));

    assertEquals(Decision.GRANTED, decision);
    assertTrue(decision.allowed());
  }

  @Test
  public void whatIsDeclaredOnlyIsNotGranted() {
    assertEquals(
        new Decision(
            false,
            "not_granted",
            "wss://example.com/feed/x is not granted;"
                + " sluice:grant org.example.chat wss://example.com/feed"),
        decide("wss://example.com/feed/x?token=canary"));
  }

  @Test
  public void whatToGrantIsATargetAlsoForAUrlThatEndsWithASlash() {
    assertEquals(
        "wss://example.com/ is not granted; sluice:grant org.example.chat wss://example.com",
        decide(Chat.declaring("wss://example.com"), "wss://example.com/").message());
  }

  @Test
  public void whatIsInNoTargetIsNotDeclared() {
    assertEquals(
        new Decision(
            false,
            "not_declared",
            "wss://example.com/admin is in no target of the plugin's manifest"),
        decide(
            "wss://example.com/admin?token=canary",
            Chat.grant("host_api.websocket", "wss://example.com/feed")));
  }

  @Test
  public void whatIsGrantedOnlyIsNotDeclared() {
    assertEquals(
        new Decision(
            false,
            "granted_not_declared",
            "wss://example.com/admin is granted, but the plugin does not declare it, so that the"
                + " grant is void"),
        decide(
            "wss://example.com/admin?token=canary",
            Chat.grant("host_api.websocket", "wss://example.com")));
  }

  @Test
  public void whatIsDeniedIsNotAllowed() {
    assertEquals(
        new Decision(
            false,
            "denied",
            "wss://example.com/feed/admin is denied to org.example.chat by a grant's deny"),
        decide(
            "wss://example.com/feed/admin?token=canary",
            Chat.grant(
                "host_api.websocket", "wss://example.com/feed",
                "deny", "wss://example.com/feed/admin")));
  }

  @Test
  public void besideWhatIsDeniedTheRestIsAllowed() {
    assertTrue(
        decide(
                "wss://example.com/feed/administrator",
                Chat.grant(
                    "host_api.websocket", "wss://example.com/feed",
                    "deny", "wss://example.com/feed/admin"))
            .allowed());
  }

  @Test
  public void aDenyWinsOverEveryGrant() {
    Decision decision =
        decide(
            "wss://example.com/feed",
            Chat.grantOf("io.sluice.grant~1", "host_api.websocket", "wss://example.com/feed"),
            Chat.grantOf("io.sluice.grant~2", "deny", "wss://*"),
            Chat.grantOf("io.sluice.grant~3", "host_api.websocket", "wss://example.com"));

    assertEquals("denied", decision.code());
  }

  @Test
  public void aGrantThatIsWiderThanTheDeclarationDoesNotWidenIt() {
    Grant everything = Chat.grant("host_api.websocket", "wss://*:*, ws://*:*");

    assertTrue(decide("wss://example.com/feed", everything).allowed());
    for (String url :
        List.of(
            "wss://example.com/",
            "wss://example.com/feedX",
            "wss://example.com:8443/feed",
            "ws://example.com/feed",
            "wss://a.example.com/feed")) {
      assertEquals(url, "granted_not_declared", decide(url, everything).code());
    }
  }

  @Test
  public void aGrantThatIsNarrowerThanTheDeclarationIsNotWidened() {
    Grant narrow = Chat.grant("host_api.websocket", "wss://example.com/feed/a");

    assertTrue(decide("wss://example.com/feed/a", narrow).allowed());
    assertEquals("not_granted", decide("wss://example.com/feed/b", narrow).code());
  }

  @Test
  public void severalGrantsAddUp() {
    PluginDeclaration plugin = Chat.declaring("wss://a.example.com", "wss://b.example.com");
    Grant one = Chat.grantOf("io.sluice.grant~1", "host_api.websocket", "wss://a.example.com");
    Grant other = Chat.grantOf("io.sluice.grant~2", "host_api.websocket", "wss://b.example.com");

    assertTrue(decide(plugin, "wss://a.example.com/", one, other).allowed());
    assertTrue(decide(plugin, "wss://b.example.com/", one, other).allowed());
    assertFalse(decide(plugin, "wss://b.example.com/", one).allowed());
  }

  @Test
  public void aRequestTargetGrantsNoWebSocket() {
    PluginDeclaration plugin = Chat.declaring("wss://example.com", "GET https://example.com");
    Grant request = Chat.grant("host_api.request", "GET https://example.com");

    assertEquals("not_granted", decide(plugin, "wss://example.com/", request).code());
  }

  @Test
  public void withoutAGoodManifestNothingIsAllowed() {
    Snapshot nothing = new Snapshot(0, NumberedMap.empty(), NumberedMap.empty());

    assertEquals(
        new Decision(
            false,
            "not_a_plugin",
            "the bundle is no plugin with a good manifest, or was not read yet"),
        nothing.plugin(7).decide(Access.parse("wss://example.com/feed")));
  }

  @Test
  public void aRequestNeedsItsMethodDeclaredAndGranted() {
    PluginDeclaration plugin = Chat.declaring("GET,POST https://example.com/v1");
    Grant grant = Chat.grant("host_api.request", "GET https://example.com/v1");
    TargetUrl url = TargetUrl.parse("https://example.com/v1/x");
    Authority authority = AuthorityFold.fold(plugin, List.of(grant), true);

    assertEquals(Decision.GRANTED, authority.decide(Access.parse("GET " + url)));
    assertEquals(
        Decision.refused(
            "not_granted",
            "https://example.com/v1/x is not granted;"
                + " sluice:grant org.example.chat 'GET,POST https://example.com/v1'"),
        authority.decide(Access.parse("POST " + url)));
    assertEquals("not_declared", authority.decide(Access.parse("DELETE " + url)).code());
  }

  @Test
  public void aWebSocketTargetCoversNoRequest() {
    Grant grant = Chat.grant("host_api.websocket", "wss://example.com/feed");
    Authority authority = AuthorityFold.fold(PLUGIN, List.of(grant), true);

    assertEquals(
        "not_declared", authority.decide(Access.parse("GET https://example.com/feed")).code());
  }

  @Test
  public void aDenyForAMethodLeavesTheOthers() {
    PluginDeclaration plugin = Chat.declaring("GET,POST https://example.com/v1");
    Grant grant =
        Chat.grant(
            "host_api.request",
            "GET,POST https://example.com/v1",
            "deny",
            "POST https://example.com/v1");
    Authority authority = AuthorityFold.fold(plugin, List.of(grant), true);

    assertEquals(Decision.GRANTED, authority.decide(Access.parse("GET https://example.com/v1")));
    assertEquals("denied", authority.decide(Access.parse("POST https://example.com/v1")).code());
  }
}
