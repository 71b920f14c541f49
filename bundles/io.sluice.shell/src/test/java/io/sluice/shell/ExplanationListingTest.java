// SPDX-License-Identifier: Apache-2.0
package io.sluice.shell;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;

import io.sluice.spi.authority.Decision;
import io.sluice.spi.authority.Explanation;
import io.sluice.spi.authority.Explanation.Rule;
import io.sluice.spi.authority.GrantAddition;
import io.sluice.spi.authority.Remedy;
import io.sluice.spi.plugin.PluginId;
import io.sluice.spi.target.Target;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.Test;

public final class ExplanationListingTest {

  private static final PluginId CHAT = new PluginId("org.example.chat", "1.2.0", "", 7);

  @Test
  public void aRefusalIsToldWithTheLinesToAdd() {
    Decision refused = Decision.refused("not_granted", "POST https://a.test/v1 is not granted");
    Explanation explanation =
        new Explanation(
            "POST https://a.test/v1",
            refused,
            List.of(new Rule("declared", Decision.GRANTED), new Rule("granted", refused)),
            List.of("POST https://a.test/v1"),
            List.of(),
            List.of("io.sluice.grant~x: POST https://a.test"),
            new Remedy(
                List.of("host_api.request: { \"scheme\": \"https\" }"),
                new GrantAddition(
                    Set.of(Target.parse("POST https://a.test/v1")),
                    Set.of("gateway"),
                    Set.of(),
                    Map.of()),
                List.of("take deny = POST https://a.test out of io.sluice.grant~x")));

    assertEquals(
        """
        POST https://a.test/v1
        by org.example.chat 1.2.0, bundle 7

        Declared   POST https://a.test/v1
        Granted    no
        Denied     io.sluice.grant~x: POST https://a.test
        Effective  not allowed: not_granted

        RULE      HOLDS
        declared  yes
        granted   no: not_granted
            POST https://a.test/v1 is not granted

        What would allow it:
          the author adds to the manifest, below host_api:
            host_api.request: { "scheme": "https" }
          type sluice:grant org.example.chat 'POST https://a.test/v1', or add to a grant's configuration:
            host_api.request = POST https://a.test/v1
            ingress = gateway
          by hand:
            take deny = POST https://a.test out of io.sluice.grant~x""",
        ExplanationListing.of(CHAT, explanation).toString());
  }

  @Test
  public void whatIsAllowedIsToldWithoutARemedy() {
    Explanation explanation =
        new Explanation(
            "wss://a.test/",
            Decision.GRANTED,
            List.of(new Rule("granted", Decision.GRANTED)),
            List.of("wss://a.test"),
            List.of("io.sluice.grant~x: wss://a.test"),
            List.of(),
            Remedy.NONE);

    assertEquals(
        """
        wss://a.test/
        by org.example.chat 1.2.0, bundle 7

        Declared   wss://a.test
        Granted    io.sluice.grant~x: wss://a.test
        Denied     no
        Effective  allowed

        RULE     HOLDS
        granted  yes""",
        ExplanationListing.of(CHAT, explanation).toString());
  }

  @Test
  public void aUrlThatIsNoneIsRefusedWithoutTheUrl() {
    assertEquals(
        "not what a plugin can reach: a fragment is not allowed",
        assertThrows(
                SluiceException.class,
                () -> ExplainShell.access(List.of("wss://a.test/?token=canary#x")))
            .getMessage());
  }

  @Test
  public void aRequestWithoutAMethodIsRefused() {
    assertEquals(
        "not what a plugin can reach: a request has a method; write 'GET https://…'",
        assertThrows(SluiceException.class, () -> ExplainShell.access(List.of("https://a.test/v1")))
            .getMessage());
  }

  @Test
  public void theMethodMayBeAnArgumentOfItsOwn() {
    assertEquals(
        "POST https://a.test/v1",
        ExplainShell.access(List.of("POST", "https://a.test/v1?token=canary")).toString());
  }
}
