// SPDX-License-Identifier: Apache-2.0
package io.sluice.itest.felix;

import static io.sluice.itest.felix.ManifestText.SOON;
import static io.sluice.itest.felix.ManifestText.ingress;
import static io.sluice.itest.felix.ManifestText.manifest;
import static io.sluice.itest.felix.ManifestText.source;
import static io.sluice.itest.felix.ManifestText.sources;
import static org.awaitility.Awaitility.await;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import io.sluice.api.command.CommandResult;
import io.sluice.api.command.OutputCommand;
import io.sluice.api.event.WebSocketOpened;
import io.sluice.api.websocket.OpenResult;
import io.sluice.api.websocket.Rejected;
import io.sluice.api.websocket.WebSocketRequest;
import io.sluice.spi.connection.ConnectionReport.State;
import io.sluice.spi.diagnostic.Diagnostic;
import io.sluice.spi.roster.PluginReport.Status;
import io.sluice.testkit.TestPeer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.Before;
import org.junit.Test;
import org.osgi.framework.Bundle;

/** A plugin that reaches for what is another's, on a host where the other one is at work. */
public class HostilePluginIT extends PluginTest {

  private static final String SECRET = "canary-of-the-victim";
  private static final String WITH_SECRET =
      "'headers': [{'name': 'Authorization', 'secret_ref': 'token'}]";

  private TestPeer victim;

  @Before
  public void startTheVictim() throws Exception {
    String name = plugin() + ".victim";
    host.grant(name, values(Map.of("secret.token", SECRET)));
    Bundle bundle =
        host.start(
            Fixture.of("obedient")
                .named(name)
                .declaring(
                    manifest(ingress("main", sources(source("/victim", WITH_SECRET, SOON))))));
    assertEquals(Bundle.ACTIVE, bundle.getState());
    victim = awaitPeer("/victim");
    assertEquals(Optional.of(SECRET), victim.handshake().header("Authorization"));
  }

  private String declaring(String path, String... members) {
    return manifest(ingress("tap", sources(source(path, members))));
  }

  /** The header fields of this name in what was dialled on behalf of the thief. */
  private List<String> toldByTheThief() {
    List<String> told = new ArrayList<>();
    gateway.handshakes().stream()
        .filter(each -> !each.requestTarget().equals("/victim"))
        .forEach(each -> each.header("Authorization").ifPresent(told::add));
    return told;
  }

  private void assertVictimIsUntouched() throws Exception {
    victim.send("echo still here");
    assertEquals("still here", victim.awaitText());
    assertEquals(1, victim.textsReceived());
  }

  @Test
  public void aSecretOfTheSameNameIsNotAnothers() throws Exception {
    PluginCode thief = start(declaring("/thief", WITH_SECRET));
    thief.offer(new Recorder(), "tap");

    assertEquals("secret_missing", host.awaitConnection(plugin(), State.FAILED).reason());
    Diagnostic told = host.awaitDiagnostic(plugin(), "secret_missing");
    assertTrue(told.message(), told.message().contains("no grant gives secret.token"));
    assertEquals(List.of(), toldByTheThief());
    assertVictimIsUntouched();
  }

  @Test
  public void aFurtherConnectionToTheVictimsUrlCarriesNoSecretOfHis() throws Exception {
    Recorder recorder = new Recorder();
    PluginCode thief = start(declaring("/thief"), recorder, "tap");
    recorder.next(WebSocketOpened.class);
    awaitPeer("/thief");

    CommandResult result =
        thief.submit(OutputCommand.open("tap", gateway.url("/victim?token=guess")));

    assertEquals("ok", result.code());
    TestPeer opened = awaitPeer("/victim?token=guess");
    assertEquals(Optional.empty(), opened.handshake().header("Authorization"));
    assertVictimIsUntouched();
  }

  @Test
  public void theIngressOfAnotherIsNoPlaceToOpenInto() throws Exception {
    Recorder recorder = new Recorder();
    PluginCode thief = start(declaring("/thief"), recorder, "tap");
    recorder.next(WebSocketOpened.class);

    CommandResult result = thief.submit(OutputCommand.open("main", gateway.url("/thief")));

    assertEquals("ingress_not_running", result.code());
    assertVictimIsUntouched();
  }

  @Test
  public void theGrantOfAnotherIsOfNoUse() throws Exception {
    Bundle bundle = host.start(fixture().declaring(declaring("/thief")));
    PluginCode thief = new PluginCode(bundle);
    thief.offer(new Recorder(), "tap");
    host.awaitStatus(plugin(), Status.WAITING);

    OpenResult pulled =
        thief
            .webSockets()
            .open(WebSocketRequest.of(gateway.url("/victim")))
            .toCompletableFuture()
            .get(Host.LIMIT.toMillis(), TimeUnit.MILLISECONDS);

    assertFalse(((Rejected) pulled).code(), ((Rejected) pulled).code().isEmpty());
    assertEquals(1, gateway.acceptedSockets());
    assertVictimIsUntouched();
  }

  @Test
  public void aSecretInAPullIsNotFilledIn() throws Exception {
    PluginCode thief = start(declaring("/thief"));
    awaitGrant(grant -> true);
    WebSocketRequest request =
        WebSocketRequest.of(gateway.url("/pulled")).withHeader("Authorization", "$[secret:token]");

    OpenResult pulled =
        thief
            .webSockets()
            .open(request)
            .toCompletableFuture()
            .get(Host.LIMIT.toMillis(), TimeUnit.MILLISECONDS);

    assertTrue(pulled.toString(), pulled instanceof OpenResult.Opened);
    assertEquals(
        Optional.of("$[secret:token]"), awaitPeer("/pulled").handshake().header("Authorization"));
    assertVictimIsUntouched();
  }

  @Test
  public void aLaterVersionThatAsksForMoreStaysWithinTheGrant() throws Exception {
    String only = "ws://127.0.0.1:" + gateway.port() + "/old";
    Map<String, Object> values = new HashMap<>(values(Map.of("host_api.websocket", only)));
    host.grant(plugin(), values);
    Recorder recorder = new Recorder();
    String old =
        "{'scheme': 'ws', 'host': '127.0.0.1', 'port': '${port}', 'path_prefixes': ['/old'";
    Bundle bundle =
        host.start(
            fixture()
                .version("1.0.0")
                .declaring(
                    ManifestText.withTargets(
                        old + "]}", ingress("tap", sources(source("/old", SOON))))));
    new PluginCode(bundle).offer(recorder, "tap");
    awaitPeer("/old");

    bundle.update(
        fixture()
            .version("2.0.0")
            .declaring(
                ManifestText.withTargets(
                    old + ", '/more']}",
                    ingress("tap", sources(source("/old", SOON), source("/more", SOON)))))
            .jar());
    new PluginCode(bundle).offer(recorder, "tap");

    awaitPeer("/old");
    await("what is new is denied")
        .atMost(Host.LIMIT)
        .until(
            () ->
                host.connections(plugin()).stream()
                    .anyMatch(
                        each ->
                            each.url().endsWith("/more") && each.reason().equals("not_granted")));
    String shown = host.type("sluice:show " + plugin());
    assertTrue(shown, shown.matches("(?s).*granted +ws://127\\.0\\.0\\.1:\\d+/old.*"));
    assertTrue(shown, shown.matches("(?s).*requested +ws://127\\.0\\.0\\.1:\\d+/more.*"));
    assertEquals(
        List.of(),
        gateway.handshakes().stream()
            .filter(each -> each.requestTarget().equals("/more"))
            .toList());
  }
}
