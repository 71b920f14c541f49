// SPDX-License-Identifier: Apache-2.0
package io.sluice.itest.felix;

import static io.sluice.itest.felix.ManifestText.SOON;
import static io.sluice.itest.felix.ManifestText.ingress;
import static io.sluice.itest.felix.ManifestText.manifest;
import static io.sluice.itest.felix.ManifestText.source;
import static io.sluice.itest.felix.ManifestText.sources;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertNotEquals;

import io.sluice.spi.authority.GrantReport;
import io.sluice.spi.connection.ConnectionReport.State;
import io.sluice.spi.diagnostic.Diagnostic.Severity;
import io.sluice.spi.roster.PluginReport.Status;
import io.sluice.testkit.TestPeer;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.Test;
import org.osgi.service.cm.Configuration;

/** Grants with a bad value: refused as a whole, and why. */
public class RefusedGrantsIT extends PluginTest {

  private static final String MAIN = manifest(ingress("main", sources(source("/main", SOON))));

  private void assertRefused(String key, Object value, String refusal) throws Exception {
    Configuration grant = grant(Map.of(key, value));
    host.start(fixture().declaring(MAIN));

    assertEquals(refusal, awaitGrant(refused -> true).refusal());
    host.awaitStatus(plugin(), Status.WAITING, "no grant names it; sluice:grant " + plugin());
    assertEquals(0, gateway.acceptedSockets());
    var diagnostic = host.awaitDiagnostic(plugin(), "grant_refused");
    assertEquals(grant.getPid() + " is refused as a whole: " + refusal, diagnostic.message());
    assertEquals(Severity.ERROR, diagnostic.severity());
  }

  @Test
  public void aTargetThatIsANumberIsRefused() throws Exception {
    assertRefused("host_api.websocket", 7, "host_api.websocket: not a text; write it as one");
  }

  @Test
  public void aListOfNumbersIsRefused() throws Exception {
    assertRefused("ingress", List.of(1, 2), "ingress[0]: not a text; write it as one");
  }

  @Test
  public void aParameterThatIsANumberIsRefused() throws Exception {
    assertRefused("param.port", 8080, "param.port: not a text; write it as one");
  }

  @Test
  public void aNumberThatIsATextIsRefused() throws Exception {
    assertRefused("max_connections", "many", "max_connections: not a number from 1 to 4096");
  }

  @Test
  public void aNumberBelowItsBoundIsRefused() throws Exception {
    assertRefused("max_connections", 0, "max_connections: not a number from 1 to 4096");
  }

  @Test
  public void aNumberAboveItsBoundIsRefused() throws Exception {
    assertRefused("max_text_bytes", 16_777_217, "max_text_bytes: not a number from 1 to 16777216");
  }

  @Test
  public void aFractionIsRefused() throws Exception {
    assertRefused("max_connections", 8.5, "max_connections: not a number from 1 to 4096");
  }

  @Test
  public void anUnknownKeyIsRefused() throws Exception {
    assertRefused(
        "host_api.websockets",
        "wss://a.example",
        "host_api.websockets: unknown key; leave it out or correct it");
  }

  @Test
  public void aTargetWithoutASchemeIsRefused() throws Exception {
    assertRefused(
        "host_api.websocket",
        "gateway.example.com",
        "host_api.websocket[0]: write scheme://host[:port][/path/prefix]");
  }

  @Test
  public void aLoneStarIsRefused() throws Exception {
    assertRefused(
        "host_api.websocket",
        "*",
        "host_api.websocket[0]: write scheme://host[:port][/path/prefix]");
  }

  @Test
  public void aStarWithinALabelIsRefused() throws Exception {
    assertRefused(
        "host_api.websocket",
        "wss://*example.com",
        "host_api.websocket[0]: the host has a * that does not stand for whole labels in front;"
            + " write *.example.com");
  }

  @Test
  public void aTopLevelDomainIsRefused() throws Exception {
    assertRefused(
        "host_api.websocket",
        "wss://*.com",
        "host_api.websocket[0]: the host would cover a whole top-level domain");
  }

  @Test
  public void oneBadTargetSpoilsTheGoodOnes() throws Exception {
    assertRefused(
        "host_api.websocket",
        "ws://127.0.0.1:" + gateway.port() + ", wss://Gateway.example.com",
        "host_api.websocket[1]: the host is not in lower case; write gateway.example.com");
  }

  @Test
  public void aRequestTargetForAWebSocketIsRefused() throws Exception {
    assertRefused(
        "host_api.websocket",
        "GET https://gateway.example.com",
        "host_api.websocket[0]: the scheme is not ws or wss");
  }

  @Test
  public void aBadDenyIsRefused() throws Exception {
    assertRefused("deny", "everything", "deny[0]: write scheme://host[:port][/path/prefix]");
  }

  @Test
  public void aBadAddressBlockIsRefused() throws Exception {
    assertRefused(
        "addresses", "127.0.0.1", "addresses[0]: no prefix length; write 127.0.0.0/8 or fd00::/8");
  }

  @Test
  public void aBadIngressIsRefused() throws Exception {
    assertRefused("ingress", "main, Side", "ingress[1]: not the name of an ingress, and not *");
  }

  @Test
  public void aBadVersionIsRefused() throws Exception {
    assertRefused("version", "one", "version: not an OSGi version, such as 1.2.0");
  }

  @Test
  public void aBadDigestIsRefused() throws Exception {
    assertRefused(
        "digest",
        "sha256:abc",
        "digest: not sha256: and 64 lower-case hex digits, as sluice:show prints it");
  }

  @Test
  public void aBadModeIsRefused() throws Exception {
    assertRefused("mode", "off", "mode: neither enforce nor report_only");
  }

  @Test
  public void aTextOfAMegabyteIsRefused() throws Exception {
    assertRefused(
        "host_api.websocket",
        "w".repeat(1 << 20),
        "host_api.websocket: longer than 65536 characters");
  }

  @Test
  public void aRefusedGrantLeavesTheOthersInForce() throws Exception {
    grant(Map.of());
    host.start(fixture().declaring(MAIN));
    TestPeer peer = gateway.awaitPeer();

    host.grant(plugin(), Map.of("deny", "everything"));

    awaitGrant(grant -> !grant.refusal().isEmpty());
    peer.send("echo still here");
    assertEquals("still here", peer.awaitText());
    assertEquals(1, gateway.acceptedSockets());
  }

  @Test
  public void aGrantThatTurnsBadIsNoneAnyMore() throws Exception {
    Configuration grant = grant(Map.of());
    host.start(fixture().declaring(MAIN));
    TestPeer peer = gateway.awaitPeer();
    host.awaitConnection(plugin(), State.CONNECTED);

    host.update(grant, plugin(), values(Map.of("mode", "off")));

    assertEquals(1008, peer.awaitClose().closeCode());
    host.awaitStatus(plugin(), Status.WAITING);
  }

  @Test
  public void aGrantThatWasRepairedIsInForce() throws Exception {
    Configuration grant = grant(Map.of("mode", "off"));
    host.start(fixture().declaring(MAIN));
    awaitGrant(refused -> !refused.refusal().isEmpty());

    host.update(grant, plugin(), values(Map.of()));

    gateway.awaitPeer();
    host.awaitStatus(plugin(), Status.RUNNING);
  }

  @Test
  public void aRefusalIsSaidBySluiceGrants() throws Exception {
    Configuration grant = grant(Map.of("mode", "off"));
    awaitGrant(refused -> true);

    String grants = host.type("sluice:grants");

    assertContains(grant.getPid() + "  REFUSED\n", grants);
    assertContains("    refused = mode: neither enforce nor report_only", grants);
  }

  @Test
  public void theFormOfAGrantHasNoKeyThatIsUnknown() throws Exception {
    Configuration grant = host.grant(plugin(), Map.of());
    for (String key : keysOfTheForm()) {
      host.update(grant, plugin(), Map.of(key, 1.5));

      GrantReport refused = awaitGrant(report -> report.refusal().startsWith(key + ":"));

      assertNotEquals(key + ": unknown key; leave it out or correct it", refused.refusal());
    }
  }

  private List<String> keysOfTheForm() throws Exception {
    try (InputStream in =
        host.bundle("io.sluice.authority")
            .getEntry("OSGI-INF/metatype/io.sluice.grant.xml")
            .openStream()) {
      String form = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      List<String> keys =
          Pattern.compile("AD id=\"([^\"]+)\"")
              .matcher(form)
              .results()
              .map(result -> result.group(1))
              .filter(key -> !key.equals("plugin"))
              .toList();
      assertFalse(form, keys.isEmpty());
      return keys;
    }
  }
}
