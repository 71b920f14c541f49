// SPDX-License-Identifier: Apache-2.0
package io.sluice.authority;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertNotEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import io.sluice.spi.plugin.PluginDeclaration;
import io.sluice.spi.target.InvalidTargetException;
import io.sluice.spi.target.UrlTemplate;
import java.util.List;
import java.util.Optional;
import org.junit.Test;

/** What a plugin gets of its grants beside targets, and when that is the same as before. */
public final class AuthorityFoldTest {

  private static final PluginDeclaration PLUGIN = Chat.declaring("wss://example.com/feed");

  private static Authority fold(Grant... grants) {
    return AuthorityFold.fold(PLUGIN, List.of(grants), true);
  }

  @Test
  public void theAuthorityIsThatOfThePlugin() {
    assertEquals(Optional.of(Chat.ID), fold().id());
  }

  @Test
  public void onlyGrantedIngressesReceive() {
    Authority authority = fold(Chat.grant("ingress", "gateway"));

    assertTrue(authority.receives("gateway"));
    assertFalse(authority.receives("alerts"));
  }

  @Test
  public void anAsteriskLetsAllIngressesReceive() {
    assertTrue(fold(Chat.grant("ingress", "*")).receives("alerts"));
  }

  @Test
  public void noIngressReceivesIfNoneIsGranted() {
    assertFalse(fold(Chat.grant("host_api.websocket", "wss://*")).receives("gateway"));
  }

  @Test
  public void secretsAreThoseOfAllGrants() {
    Authority authority =
        fold(
            Chat.grantOf("io.sluice.grant~1", "secret.a", "canary-a"),
            Chat.grantOf("io.sluice.grant~2", "secret.b", "canary-b"));

    assertEquals(Optional.of("canary-a"), authority.secret("a"));
    assertEquals(Optional.of("canary-b"), authority.secret("b"));
    assertEquals(Optional.empty(), authority.secret("c"));
  }

  @Test
  public void aSecretOfAGrantForAnotherVersionIsNotGiven() {
    assertEquals(
        Optional.empty(), fold(Chat.grant("version", "1.3.0", "secret.a", "canary")).secret("a"));
  }

  @Test
  public void parametersFillTheUrlsOfThePlugin() {
    assertEquals(
        "wss://example.com/feed?v=10",
        fold(Chat.grant("param.server", "example.com"))
            .resolve(UrlTemplate.parse("wss://${server}/feed?v=10"))
            .uri()
            .toString());
  }

  @Test
  public void aUrlWhoseParameterHasNoValueIsNotFilled() {
    UrlTemplate template = UrlTemplate.parse("wss://${server}/feed");

    assertThrows(InvalidTargetException.class, () -> fold().resolve(template));
  }

  @Test
  public void ofLimitsTheGrantHasTheLastWord() {
    Authority authority = fold(Chat.grant("max_connections", "16", "max_text_bytes", "1048576"));

    assertEquals(16, authority.maxConnections(8));
    assertEquals(1_048_576, authority.maxTextBytes(262_144));
  }

  @Test
  public void ofSeveralLimitsTheLargestHolds() {
    Authority authority =
        fold(
            Chat.grantOf("io.sluice.grant~1", "max_connections", "16", "max_text_bytes", "1"),
            Chat.grantOf("io.sluice.grant~2", "max_connections", "9", "max_text_bytes", "2"));

    assertEquals(16, authority.maxConnections(8));
    assertEquals(2, authority.maxTextBytes(262_144));
  }

  @Test
  public void withoutALimitTheStandardHolds() {
    assertEquals(8, fold(Chat.grant()).maxConnections(8));
    assertEquals(262_144, fold(Chat.grant()).maxTextBytes(262_144));
  }

  @Test
  public void theSameGrantsMakeAnEqualAuthority() {
    assertEquals(
        fold(Chat.grant("host_api.websocket", "wss://example.com/feed", "secret.a", "canary")),
        fold(Chat.grant("host_api.websocket", "wss://example.com/feed", "secret.a", "canary")));
  }

  @Test
  public void theOrderOfTargetsMakesNoDifference() {
    assertEquals(
        fold(Chat.grant("host_api.websocket", "wss://a.test, wss://b.test", "ingress", "a,b")),
        fold(Chat.grant("host_api.websocket", "wss://b.test, wss://a.test", "ingress", "b,a")));
  }

  @Test
  public void theSameTargetsInTwoGrantsMakeNoDifference() {
    assertEquals(
        fold(Chat.grant("host_api.websocket", "wss://a.test, wss://b.test")),
        fold(
            Chat.grantOf("io.sluice.grant~1", "host_api.websocket", "wss://b.test"),
            Chat.grantOf("io.sluice.grant~2", "host_api.websocket", "wss://a.test, wss://b.test")));
  }

  @Test
  public void thePidOfAGrantMakesNoDifference() {
    assertEquals(
        fold(Chat.grantOf("io.sluice.grant~1", "host_api.websocket", "wss://a.test")),
        fold(Chat.grantOf("io.sluice.grant~2", "host_api.websocket", "wss://a.test")));
  }

  @Test
  public void anotherSecretMakesAnotherAuthority() {
    assertNotEquals(
        fold(Chat.grant("secret.a", "canary-1")), fold(Chat.grant("secret.a", "canary-2")));
  }

  @Test
  public void anotherTargetMakesAnotherAuthority() {
    assertNotEquals(
        fold(Chat.grant("host_api.websocket", "wss://example.com")),
        fold(Chat.grant("deny", "wss://example.com")));
  }
}
