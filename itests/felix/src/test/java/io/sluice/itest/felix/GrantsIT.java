// SPDX-License-Identifier: Apache-2.0
package io.sluice.itest.felix;

import static io.sluice.itest.felix.ManifestText.SOON;
import static io.sluice.itest.felix.ManifestText.ingress;
import static io.sluice.itest.felix.ManifestText.manifest;
import static io.sluice.itest.felix.ManifestText.source;
import static io.sluice.itest.felix.ManifestText.sources;
import static org.awaitility.Awaitility.await;
import static org.junit.Assert.assertEquals;

import io.sluice.spi.connection.ConnectionReport;
import io.sluice.spi.connection.ConnectionReport.State;
import io.sluice.spi.plugin.PluginId;
import io.sluice.spi.roster.PluginReport.Status;
import io.sluice.testkit.TestGateway;
import io.sluice.testkit.TestPeer;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.Test;
import org.osgi.framework.Bundle;
import org.osgi.service.cm.Configuration;

/** What grants that are in force lead to. */
public class GrantsIT extends PluginTest {

  private static final String MAIN = manifest(ingress("main", sources(source("/main", SOON))));

  private Bundle startUngranted(String manifest) throws Exception {
    return host.start(fixture().declaring(manifest));
  }

  /** Waits until the test's plugin is known, which is a while after it was started. */
  private PluginId awaitId() {
    host.awaitStatus(plugin(), Status.WAITING);
    return host.plugin(plugin()).id();
  }

  private String url() {
    return "ws://127.0.0.1:" + gateway.port();
  }

  private static void assertObeys(TestPeer peer) throws Exception {
    peer.send("echo obeyed");
    assertEquals("obeyed", peer.awaitText());
  }

  private static String nineSources() {
    return sources(
        IntStream.rangeClosed(1, 9).mapToObj(i -> source("/" + i)).toArray(String[]::new));
  }

  private void awaitStates(Map<State, Long> states) {
    await()
        .atMost(Host.LIMIT)
        .until(
            () ->
                host.connections(plugin()).stream()
                    .collect(Collectors.groupingBy(ConnectionReport::state, Collectors.counting())),
            states::equals);
  }

  @Test
  public void severalGrantsAddUp() throws Exception {
    startUngranted(MAIN);

    host.grant(plugin(), Map.of("host_api.websocket", url(), "addresses", "127.0.0.0/8"));
    host.grant(plugin(), Map.of("ingress", "main"));
    host.grant(plugin(), Map.of("param.port", String.valueOf(gateway.port())));

    assertObeys(gateway.awaitPeer());
  }

  @Test
  public void anEmptyListGrantsNothing() throws Exception {
    startUngranted(MAIN);

    grant(Map.of("host_api.websocket", new String[0]));

    assertEquals("not_granted", host.awaitConnection(plugin(), State.DENIED).reason());
    host.awaitStatus(plugin(), Status.PARTIAL, url() + " is requested; sluice:show " + plugin());
    assertEquals(0, gateway.acceptedSockets());
  }

  @Test
  public void aGrantThatIsWiderThanTheDeclarationIsInForce() throws Exception {
    startUngranted(MAIN);

    grant(Map.of("host_api.websocket", "ws://*:*"));

    assertObeys(gateway.awaitPeer());
  }

  @Test
  public void aGrantOfAnotherTargetConnectsNothing() throws Exception {
    startUngranted(MAIN);

    grant(Map.of("host_api.websocket", url() + "/mainframe"));

    assertEquals("not_granted", host.awaitConnection(plugin(), State.DENIED).reason());
    assertEquals(0, gateway.acceptedSockets());
  }

  @Test
  public void aDenyWinsOverEveryGrant() throws Exception {
    grant(Map.of());
    host.grant(plugin(), Map.of("deny", url() + "/main"));
    startUngranted(MAIN);

    assertEquals("denied", host.awaitConnection(plugin(), State.DENIED).reason());
    assertEquals(0, gateway.acceptedSockets());
  }

  @Test
  public void aDenyClosesALiveConnection() throws Exception {
    grant(Map.of());
    startUngranted(MAIN);
    TestPeer peer = gateway.awaitPeer();
    host.awaitConnection(plugin(), State.CONNECTED);

    host.grant(plugin(), Map.of("deny", url() + "/main"));

    assertEquals(1008, peer.awaitClose().closeCode());
    assertEquals("denied", host.awaitConnection(plugin(), State.DENIED).reason());
  }

  @Test
  public void aDenyOfAllThatIsDeclaredDisables() throws Exception {
    grant(Map.of());
    host.grant(plugin(), Map.of("deny", "ws://*:*"));
    startUngranted(MAIN);

    host.awaitStatus(plugin(), Status.DISABLED, "a grant's deny covers every target it declares");
    assertEquals(0, gateway.acceptedSockets());
  }

  @Test
  public void aGrantForAnotherVersionIsVoid() throws Exception {
    Configuration grant = grant(Map.of("version", "9.9.9"));
    startUngranted(MAIN);

    String version = awaitId().version();
    host.awaitStatus(
        plugin(),
        Status.WAITING,
        grant.getPid() + " is for version 9.9.9, but " + version + " is installed");
    assertEquals(0, gateway.acceptedSockets());
  }

  @Test
  public void aGrantForTheInstalledVersionIsInForce() throws Exception {
    grant(Map.of("version", "2.5"));
    host.start(fixture().version("2.5.0").declaring(MAIN));

    assertObeys(gateway.awaitPeer());
  }

  @Test
  public void aGrantForAnotherDigestIsVoid() throws Exception {
    String other = "sha256:" + "0".repeat(64);
    Configuration grant = grant(Map.of("digest", other));
    startUngranted(MAIN);

    String digest = awaitId().digest();
    host.awaitStatus(
        plugin(),
        Status.WAITING,
        grant.getPid() + " is for digest " + other + ", but the bundle's is " + digest);
    assertEquals(0, gateway.acceptedSockets());
  }

  @Test
  public void otherContentsInABundleEndAGrantForItsDigest() throws Exception {
    Bundle bundle = startUngranted(MAIN);
    String before = awaitId().digest();
    Configuration grant = grant(Map.of("digest", before));
    assertObeys(gateway.awaitPeer());

    bundle.update(fixture().declaring(MAIN).with("Bundle-Description", "something else").jar());

    await("the contents are read anew")
        .atMost(Host.LIMIT)
        .until(() -> !host.plugin(plugin()).id().digest().equals(before));
    host.awaitStatus(
        plugin(),
        Status.WAITING,
        grant.getPid()
            + " is for digest "
            + before
            + ", but the bundle's is "
            + host.plugin(plugin()).id().digest());
    host.awaitNoConnection(plugin());
    assertEquals(1, gateway.acceptedSockets());
  }

  @Test
  public void aParameterWithoutAValueIsWaitedFor() throws Exception {
    startUngranted(MAIN);

    host.grant(plugin(), Map.of("host_api.websocket", url(), "ingress", "*"));

    host.awaitStatus(
        plugin(),
        Status.WAITING,
        "parameter port: no value; sluice:grant " + plugin() + " NAME=VALUE");
  }

  @Test
  public void aParameterWithABadValueIsWaitedFor() throws Exception {
    startUngranted(MAIN);

    grant(Map.of("param.port", "99999"));

    host.awaitStatus(
        plugin(),
        Status.WAITING,
        "parameter port: the port is not a number from 1 to 65535; sluice:grant "
            + plugin()
            + " NAME=VALUE");
  }

  @Test
  public void twoGrantsThatDifferInAParameterAreVoid() throws Exception {
    startUngranted(MAIN);
    grant(Map.of());
    assertObeys(gateway.awaitPeer());

    host.grant(plugin(), Map.of("param.port", "1"));

    host.awaitStatus(plugin(), Status.WAITING, "parameter port: two grants differ");
    host.awaitNoConnection(plugin());
  }

  @Test
  public void aGrantThatOnlyReportsDialsNothing() throws Exception {
    startUngranted(MAIN);

    grant(Map.of("mode", "report_only"));

    host.awaitStatus(
        plugin(), Status.DISABLED, "a grant has mode = report_only, so that nothing is dialled");
    assertEquals(0, gateway.acceptedSockets());
  }

  @Test
  public void aSecretReachesTheHandshakeAlone() throws Exception {
    String secret = "c4n4ry-0f-th3-t3st";
    startUngranted(
        manifest(
            ingress(
                "main",
                sources(
                    source(
                        "/main",
                        "'headers': [{'name': 'Authorization', 'secret_ref': 'token'}]",
                        "'query': [{'name': 'key', 'secret_ref': 'token'}]")))));

    grant(Map.of("secret.token", secret));

    TestPeer peer = gateway.awaitPeer();
    assertEquals(secret, peer.handshake().header("Authorization").orElse(""));
    assertEquals("/main?key=" + secret, peer.handshake().requestTarget());
    for (String command :
        List.of("grants", "show " + plugin(), "connections", "diagnostics", "list", "limits")) {
      assertEquals(command, -1, host.type("sluice:" + command).indexOf(secret));
    }
  }

  @Test
  public void aSecretThatNoGrantGivesIsWaitedFor() throws Exception {
    startUngranted(
        manifest(
            ingress(
                "main",
                sources(
                    source(
                        "/main",
                        "'headers': [{'name': 'Authorization', 'secret_ref': 'token'}]")))));
    Configuration grant = grant(Map.of());
    assertEquals("secret_missing", host.awaitConnection(plugin(), State.FAILED).reason());

    host.update(grant, plugin(), values(Map.of("secret.token", "now it is there")));

    assertObeys(gateway.awaitPeer());
  }

  @Test
  public void aChangeWithoutEffectReconnectsNothing() throws Exception {
    startUngranted(MAIN);
    Configuration grant = grant(Map.of());
    TestPeer peer = gateway.awaitPeer();
    assertObeys(peer);

    host.update(
        grant,
        plugin(),
        values(Map.of("host_api.websocket", new String[] {url(), url()}, "ingress", "*, main")));

    awaitGrant(changed -> changed.ingresses().size() == 2);
    assertObeys(peer);
    assertEquals(1, gateway.acceptedSockets());
  }

  @Test
  public void aFurtherTargetReconnectsNothing() throws Exception {
    startUngranted(MAIN);
    grant(Map.of());
    TestPeer peer = gateway.awaitPeer();
    assertObeys(peer);

    host.grant(plugin(), Map.of("host_api.websocket", "wss://more.example.com"));

    awaitGrant(more -> more.websocket().equals(List.of("wss://more.example.com")));
    assertObeys(peer);
    assertEquals(1, gateway.acceptedSockets());
  }

  @Test
  public void theGrantOfAnotherPluginReconnectsNothing() throws Exception {
    startUngranted(MAIN);
    grant(Map.of());
    TestPeer peer = gateway.awaitPeer();
    assertObeys(peer);
    Configuration other = host.grant(plugin() + ".other", values(Map.of()));
    host.start(fixture().named(plugin() + ".other"));
    TestPeer otherPeer = gateway.awaitPeer();
    assertObeys(otherPeer);

    host.delete(other);

    assertEquals(1008, otherPeer.awaitClose().closeCode());
    assertObeys(peer);
    assertEquals(2, gateway.acceptedSockets());
  }

  @Test
  public void anotherValueOfAParameterMovesTheConnection() throws Exception {
    startUngranted(MAIN);
    Configuration grant = grant(Map.of());
    TestPeer before = gateway.awaitPeer();
    assertObeys(before);
    try (TestGateway elsewhere = TestGateway.start()) {
      host.update(
          grant,
          plugin(),
          values(
              Map.of(
                  "host_api.websocket",
                  List.of(url(), "ws://127.0.0.1:" + elsewhere.port()),
                  "param.port",
                  String.valueOf(elsewhere.port()))));

      assertObeys(elsewhere.awaitPeer());
      assertEquals(1008, before.awaitClose().closeCode());
      before.awaitEnd();
      host.awaitConnection(plugin(), State.CONNECTED);
      assertEquals(1, gateway.acceptedSockets());
    }
  }

  @Test
  public void anIngressThatIsNotGrantedIsNotConnected() throws Exception {
    startUngranted(
        manifest(
            ingress("main", sources(source("/main"))), ingress("side", sources(source("/side")))));

    grant(Map.of("ingress", "side"));

    assertObeys(awaitPeer("/side"));
    host.awaitStatus(
        plugin(), Status.PARTIAL, "ingress main is not granted; sluice:grant " + plugin());
    assertEquals(1, gateway.acceptedSockets());
  }

  @Test
  public void aPluginHasEightConnectionsAndNoMore() throws Exception {
    grant(Map.of());
    startUngranted(manifest(ingress("main", nineSources())));

    awaitStates(Map.of(State.CONNECTED, 8L, State.DENIED, 1L));

    assertEquals(8, gateway.openConnections());
    assertEquals(
        List.of("connection_limit"),
        host.connections(plugin()).stream()
            .filter(connection -> connection.state() == State.DENIED)
            .map(ConnectionReport::reason)
            .toList());
    assertEquals(1, diagnosed("connection_limit"));
  }

  @Test
  public void aGrantCanAllowMoreConnections() throws Exception {
    Configuration grant = grant(Map.of());
    startUngranted(manifest(ingress("main", nineSources())));
    awaitStates(Map.of(State.CONNECTED, 8L, State.DENIED, 1L));

    host.update(grant, plugin(), values(Map.of("max_connections", 9)));

    awaitStates(Map.of(State.CONNECTED, 9L));
    assertEquals("those that were open stay so", 9, gateway.acceptedSockets());
  }

  private static String largeTexts() {
    return manifest(ingress("main", sources(source("/main", SOON, "'max_text_bytes': 1000000"))));
  }

  @Test
  public void aManifestAloneDoesNotAllowLongerTexts() throws Exception {
    grant(Map.of());
    startUngranted(largeTexts());
    TestPeer peer = gateway.awaitPeer();

    peer.begin(262_145);

    assertEquals(1009, peer.awaitClose().closeCode());
    host.awaitDiagnostic(plugin(), "message_too_large");
  }

  @Test
  public void aGrantCanAllowLongerTexts() throws Exception {
    grant(Map.of("max_text_bytes", 500_000));
    startUngranted(largeTexts());
    TestPeer peer = gateway.awaitPeer();
    String text = "x".repeat(499_995);

    peer.send("echo " + text);

    assertEquals(text, peer.awaitText());
  }
}
