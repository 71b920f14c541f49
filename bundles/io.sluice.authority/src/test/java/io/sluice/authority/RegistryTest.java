// SPDX-License-Identifier: Apache-2.0
package io.sluice.authority;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertSame;
import static org.junit.Assert.assertTrue;

import io.sluice.spi.authority.GrantReport;
import io.sluice.spi.plugin.PluginDeclaration;
import io.sluice.spi.plugin.PluginId;
import io.sluice.spi.target.Access;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.Test;

public final class RegistryTest {

  private static final String PID = "io.sluice.grant~1";
  private static final String FEED = "wss://example.com/feed";
  private static final Access URL = Access.parse(FEED);
  private static final PluginDeclaration PLUGIN = Chat.declaring(FEED);
  private static final PluginDeclaration NAMESAKE =
      Chat.declaring(new PluginId(Chat.NAME, "1.3.0", Chat.DIGEST, 8), FEED);

  private final Registry registry = new Registry();

  private String code(long bundleId) {
    return registry.snapshot().plugin(bundleId).decide(URL).code();
  }

  private String code() {
    return code(Chat.ID.bundleId());
  }

  private void grant(String pid, String... keysAndValues) {
    registry.put(pid, new GrantEntry.Accepted(Chat.grantOf(pid, keysAndValues)));
  }

  @Test
  public void aBundleThatDeclaresNothingIsNoPlugin() {
    assertEquals("not_a_plugin", code());
    assertEquals(Optional.empty(), registry.snapshot().plugin(7).id());
  }

  @Test
  public void aGrantMayComeBeforeTheDeclaration() {
    grant(PID, "host_api.websocket", FEED);
    registry.put(PLUGIN);

    assertEquals("granted", code());
  }

  @Test
  public void aGrantMayComeAfterTheDeclaration() {
    registry.put(PLUGIN);
    assertEquals("not_granted", code());

    grant(PID, "host_api.websocket", FEED);

    assertEquals("granted", code());
  }

  @Test
  public void aGrantTakesThePlaceOfTheOneOfTheSameConfiguration() {
    registry.put(PLUGIN);
    grant(PID, "host_api.websocket", FEED);
    grant(PID, "host_api.websocket", "wss://example.com/other");

    assertEquals("not_granted", code());
  }

  @Test
  public void aGrantThatIsMovedToAnotherPluginIsTakenFromTheFirst() {
    registry.put(PLUGIN);
    grant(PID, "host_api.websocket", FEED);
    grant(PID, "plugin", "org.example.mail", "host_api.websocket", FEED);

    assertEquals("not_granted", code());
  }

  @Test
  public void aGrantThatIsRefusedNowIsTakenAway() {
    registry.put(PLUGIN);
    grant(PID, "host_api.websocket", FEED);
    registry.put(PID, new GrantEntry.Refused(PID, Chat.NAME, "mode: neither"));

    assertEquals("not_granted", code());
  }

  @Test
  public void aGrantThatIsRemovedIsTakenAway() {
    registry.put(PLUGIN);
    grant(PID, "host_api.websocket", FEED);
    registry.remove(PID);

    assertEquals("not_granted", code());
    assertEquals(List.of(), registry.snapshot().grants());
  }

  @Test
  public void aDeclarationThatIsWithdrawnLeavesNoPlugin() {
    registry.put(PLUGIN);
    grant(PID, "host_api.websocket", FEED);
    registry.remove(PLUGIN);

    assertEquals("not_a_plugin", code());
  }

  @Test
  public void aDeclarationThatWasReplacedCannotBeWithdrawn() {
    PluginDeclaration updated = Chat.declaring("wss://example.com");
    grant(PID, "host_api.websocket", FEED);
    registry.put(PLUGIN);
    registry.put(updated);
    registry.remove(PLUGIN);

    assertEquals("granted", code());
  }

  @Test
  public void anUpdateThatRenamesABundleResolvesAnAmbiguity() {
    grant(PID, "host_api.websocket", FEED);
    registry.put(PLUGIN);
    registry.put(NAMESAKE);
    registry.put(Chat.declaring(new PluginId("org.example.mail", "1.3.0", Chat.DIGEST, 8), FEED));

    assertEquals("granted", code());
  }

  @Test
  public void twoBundlesOfOneNameAreAmbiguous() {
    grant(PID, "host_api.websocket", FEED);
    registry.put(PLUGIN);
    registry.put(NAMESAKE);

    assertEquals("ambiguous", code(7));
    assertEquals("ambiguous", code(8));
  }

  @Test
  public void aPinResolvesTheAmbiguityForOne() {
    grant(PID, "host_api.websocket", FEED, "version", "1.3.0");
    registry.put(PLUGIN);
    registry.put(NAMESAKE);

    assertEquals("ambiguous", code(7));
    assertEquals("granted", code(8));
  }

  @Test
  public void theAmbiguityEndsWhenOneIsGone() {
    grant(PID, "host_api.websocket", FEED);
    registry.put(PLUGIN);
    registry.put(NAMESAKE);
    registry.remove(NAMESAKE);

    assertEquals("granted", code(7));
    assertEquals("not_a_plugin", code(8));
  }

  @Test
  public void aGrantForAnotherPluginIsNone() {
    registry.put(PLUGIN);
    grant(PID, "plugin", "org.example.chat.more", "host_api.websocket", FEED);

    assertEquals("not_granted", code());
  }

  @Test
  public void epochsGrowWithEveryChange() {
    long before = registry.snapshot().epoch();
    registry.put(PLUGIN);
    long declared = registry.snapshot().epoch();
    grant(PID, "host_api.websocket", FEED);
    long granted = registry.snapshot().epoch();
    registry.remove(PID);
    long revoked = registry.snapshot().epoch();
    registry.remove(PLUGIN);
    long withdrawn = registry.snapshot().epoch();

    assertTrue(before < declared);
    assertTrue(declared < granted);
    assertTrue(granted < revoked);
    assertTrue(revoked < withdrawn);
  }

  @Test
  public void aSnapshotDoesNotChange() {
    registry.put(PLUGIN);
    Snapshot before = registry.snapshot();
    grant(PID, "host_api.websocket", FEED);

    assertEquals("not_granted", before.plugin(7).decide(URL).code());
    assertEquals(List.of(), before.grants());
  }

  @Test
  public void aChangeWithoutEffectLeavesAnEqualAuthority() {
    registry.put(PLUGIN);
    grant(PID, "host_api.websocket", FEED);
    Snapshot before = registry.snapshot();
    grant(PID, "host_api.websocket", FEED);

    assertTrue(before.epoch() < registry.snapshot().epoch());
    assertEquals(before.plugin(7), registry.snapshot().plugin(7));
  }

  @Test
  public void aChangeForAnotherPluginLeavesTheAuthorityAsItIs() {
    registry.put(PLUGIN);
    grant(PID, "host_api.websocket", FEED);
    Snapshot before = registry.snapshot();
    grant("io.sluice.grant~2", "plugin", "org.example.mail", "host_api.websocket", FEED);

    assertSame(before.plugin(7), registry.snapshot().plugin(7));
  }

  @Test
  public void grantsAreReportedByPluginAndPid() {
    grant("io.sluice.grant~3");
    grant("io.sluice.grant~2", "plugin", "org.example.a");
    grant("io.sluice.grant~1");
    registry.put("io.sluice.grant~0", new GrantEntry.Refused("io.sluice.grant~0", "", "bad"));

    assertEquals(
        List.of("io.sluice.grant~0", "io.sluice.grant~2", "io.sluice.grant~1", "io.sluice.grant~3"),
        registry.snapshot().grants().stream().map(GrantReport::pid).toList());
  }

  @Test
  public void aGrantIsReportedWithAllThatItSays() {
    grant(
        PID,
        "version",
        "1.2.0",
        "digest",
        Chat.DIGEST,
        "host_api.websocket",
        "wss://example.com:443/feed",
        "host_api.request",
        "GET https://example.com",
        "deny",
        "wss://example.com/feed/admin",
        "ingress",
        "b,a",
        "addresses",
        "127.0.0.0/8",
        "secret.token",
        "canary",
        "param.server",
        "example.com",
        "mode",
        "report_only");

    assertEquals(
        List.of(
            new GrantReport(
                PID,
                Chat.NAME,
                "",
                "1.2.0",
                Chat.DIGEST,
                true,
                List.of(FEED),
                List.of("GET https://example.com"),
                List.of("wss://example.com/feed/admin"),
                List.of("a", "b"),
                List.of("127.0.0.0/8"),
                Set.of("token"),
                Map.of("server", "example.com"))),
        registry.snapshot().grants());
  }

  @Test
  public void aRefusedGrantIsReportedWithWhy() {
    registry.put(PID, new GrantEntry.Refused(PID, Chat.NAME, "mode: neither"));

    GrantReport report = registry.snapshot().grants().get(0);

    assertEquals("mode: neither", report.refusal());
    assertEquals(Chat.NAME, report.plugin());
    assertEquals(List.of(), report.websocket());
  }

  @Test
  public void aConfigurationIsHeldAsTheGrantThatItIs() {
    grant(PID, "host_api.websocket", FEED);

    assertTrue(registry.holds(PID, Optional.of(Chat.grant("host_api.websocket", FEED))));
    assertFalse(registry.holds(PID, Optional.of(Chat.grant())));
    assertFalse(registry.holds(PID, Optional.empty()));
  }

  @Test
  public void aConfigurationThatIsGoneIsNotHeld() {
    assertTrue(registry.holds(PID, Optional.empty()));
    assertFalse(registry.holds(PID, Optional.of(Chat.grant())));
  }

  @Test
  public void aSecretThatIsFilledInOnTheWayIsHeldAllTheSame() {
    grant(PID, "secret.token", "canary");

    assertTrue(registry.holds(PID, Optional.of(Chat.grant("secret.token", "$[secret:token]"))));
  }
}
