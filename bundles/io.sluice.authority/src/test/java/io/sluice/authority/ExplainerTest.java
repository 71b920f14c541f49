// SPDX-License-Identifier: Apache-2.0
package io.sluice.authority;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;

import io.sluice.spi.authority.AuthorityInspector.SourceReport;
import io.sluice.spi.authority.Explanation;
import io.sluice.spi.authority.GrantAddition;
import io.sluice.spi.authority.Remedy;
import io.sluice.spi.plugin.PluginDeclaration;
import io.sluice.spi.target.Access;
import io.sluice.spi.target.Target;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.Test;

/** Why something is allowed or not, and what would allow it. */
public final class ExplainerTest {

  private static final PluginDeclaration PLUGIN =
      Chat.receiving("wss://example.com/feed", "wss://example.com/feed/a?v=1");

  private static Explainer explainer(PluginDeclaration plugin, Grant... grants) {
    Registry registry = new Registry();
    for (Grant grant : grants) {
      registry.put(grant.pid(), new GrantEntry.Accepted(grant));
    }
    return new Explainer(registry.dossier(plugin));
  }

  private static Explanation explain(PluginDeclaration plugin, String access, Grant... grants) {
    Explanation explanation = explainer(plugin, grants).explain(Access.parse(access));
    assertFalse(explanation.toString(), explanation.toString().contains("canary"));
    return explanation;
  }

  private static Remedy granting(String... targets) {
    return new Remedy(List.of(), addition(Set.of(), targets), List.of());
  }

  private static GrantAddition addition(Set<String> ingresses, String... targets) {
    return new GrantAddition(
        Arrays.stream(targets).map(Target::parse).collect(Collectors.toSet()),
        ingresses,
        Set.of(),
        Map.of());
  }

  private static Remedy byHand(String... steps) {
    return new Remedy(List.of(), GrantAddition.NOTHING, List.of(steps));
  }

  private static List<String> rules(Explanation explanation) {
    return explanation.rules().stream()
        .map(rule -> rule.name() + ": " + rule.decision().code())
        .toList();
  }

  @Test
  public void whatIsAllowedNeedsNoRemedy() {
    Explanation explanation =
        explain(
            PLUGIN,
            "wss://example.com/feed/b?token=canary",
            Chat.grant("host_api.websocket", "wss://example.com/feed"));

    assertEquals("wss://example.com/feed/b", explanation.access());
    assertEquals("granted", explanation.decision().code());
    assertEquals(List.of("wss://example.com/feed"), explanation.declared());
    assertEquals(List.of("io.sluice.grant~1: wss://example.com/feed"), explanation.granted());
    assertEquals(List.of(), explanation.denied());
    assertEquals(Remedy.NONE, explanation.remedy());
  }

  @Test
  public void whatIsNotGrantedNeedsTheDeclaredTarget() {
    Explanation explanation = explain(PLUGIN, "wss://example.com/feed/b?token=canary");

    assertEquals("not_granted", explanation.decision().code());
    assertEquals(granting("wss://example.com/feed"), explanation.remedy());
  }

  @Test
  public void whatIsNotDeclaredNeedsALineInTheManifestToo() {
    Explanation explanation = explain(PLUGIN, "wss://example.com:8443/admin?token=canary");

    assertEquals("not_declared", explanation.decision().code());
    assertEquals(
        new Remedy(
            List.of(
                "host_api.websocket: { \"scheme\": \"wss\", \"host\": \"example.com\","
                    + " \"port\": 8443, \"path_prefixes\": [\"/admin\"] }"),
            addition(Set.of(), "wss://example.com:8443/admin"),
            List.of()),
        explanation.remedy());
  }

  @Test
  public void aRequestNeedsItsMethod() {
    assertEquals(
        new Remedy(
            List.of(
                "host_api.request: { \"scheme\": \"https\", \"host\": \"example.com\","
                    + " \"methods\": [\"POST\"], \"path_prefixes\": [\"/v1\"] }"),
            addition(Set.of(), "POST https://example.com/v1"),
            List.of()),
        explain(PLUGIN, "POST https://example.com/v1").remedy());
  }

  @Test
  public void whatIsGrantedOnlyNeedsTheManifestAlone() {
    Explanation explanation =
        explain(
            PLUGIN,
            "wss://example.com/admin",
            Chat.grant("host_api.websocket", "wss://example.com"));

    assertEquals("granted_not_declared", explanation.decision().code());
    assertEquals(GrantAddition.NOTHING, explanation.remedy().grant());
    assertEquals(1, explanation.remedy().manifest().size());
  }

  @Test
  public void whatIsDeniedNeedsTheDenyTakenOut() {
    Explanation explanation =
        explain(
            PLUGIN,
            "wss://example.com/feed/b",
            Chat.grantOf("io.sluice.grant~1", "host_api.websocket", "wss://example.com/feed"),
            Chat.grantOf("io.sluice.grant~2", "deny", "wss://*"));

    assertEquals("denied", explanation.decision().code());
    assertEquals(List.of("io.sluice.grant~2: wss://*"), explanation.denied());
    assertEquals(byHand("take deny = wss://* out of io.sluice.grant~2"), explanation.remedy());
  }

  @Test
  public void aUrlOfASourceNeedsItsIngressToo() {
    Explanation explanation = explain(PLUGIN, "wss://example.com/feed/a?token=canary");

    assertEquals(
        List.of(
            "standing: granted",
            "declared: granted",
            "not denied: granted",
            "granted: not_granted",
            "ingress gateway: ingress_not_granted"),
        rules(explanation));
    assertEquals(
        new Remedy(List.of(), addition(Set.of("gateway"), "wss://example.com/feed"), List.of()),
        explanation.remedy());
  }

  @Test
  public void aSpecialAddressNeedsItsBlock() {
    Explanation explanation =
        explain(
            Chat.declaring("wss://127.0.0.1/feed"),
            "wss://127.0.0.1/feed",
            Chat.grant("host_api.websocket", "wss://127.0.0.1/feed"));

    assertEquals("address_refused", explanation.decision().code());
    assertEquals(List.of("addresses = 127.0.0.1/32"), explanation.remedy().grant().lines());
  }

  @Test
  public void aGrantForAnotherVersionNeedsThisVersion() {
    Explanation explanation =
        explain(
            PLUGIN,
            "wss://example.com/feed/b",
            Chat.grant("host_api.websocket", "wss://example.com/feed", "version", "9.0.0"));

    assertEquals("version_mismatch", explanation.decision().code());
    assertEquals(byHand("write version = 1.2.0 into io.sluice.grant~1"), explanation.remedy());
  }

  @Test
  public void theDecisionIsTheOneThatIsTaken() {
    Grant[] grants = {
      Chat.grant("host_api.websocket", "wss://example.com/feed, wss://example.com/x"),
      Chat.grantOf("io.sluice.grant~2", "deny", "wss://example.com/feed/no")
    };
    for (String url :
        List.of(
            "wss://example.com/feed/b",
            "wss://example.com/feed/no",
            "wss://example.com/x",
            "wss://other.test/")) {
      Access access = Access.parse(url);
      assertEquals(
          AuthorityFold.fold(PLUGIN, List.of(grants), true).decide(access),
          explain(PLUGIN, url, grants).decision());
    }
  }

  @Test
  public void ofASourceTheSmallestGrantNamesItsOwnUrl() {
    List<SourceReport> sources = explainer(PLUGIN, Chat.grant("mode", "report_only")).sources();

    assertEquals(1, sources.size());
    assertEquals("gateway", sources.get(0).ingress());
    assertEquals("wss://example.com/feed/a", sources.get(0).url());
    assertEquals("report_only", sources.get(0).decision().code());
    assertEquals(
        new Remedy(
            List.of(),
            addition(Set.of("gateway"), "wss://example.com/feed/a"),
            List.of("take mode = report_only out of io.sluice.grant~1")),
        sources.get(0).remedy());
  }

  @Test
  public void ofASourceThatIsLeftOpenTheParameterIsNeeded() {
    PluginDeclaration open = Chat.withParameter("server", "wss://${server}/feed");
    List<SourceReport> sources = explainer(open, Chat.grant("ingress", "gateway")).sources();

    assertEquals("wss://${server}/feed", sources.get(0).url());
    assertEquals("parameter", sources.get(0).decision().code());
    assertEquals(byHand("add param.server = VALUE to a grant"), sources.get(0).remedy());
  }
}
