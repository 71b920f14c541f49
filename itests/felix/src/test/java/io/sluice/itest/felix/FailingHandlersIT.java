// SPDX-License-Identifier: Apache-2.0
package io.sluice.itest.felix;

import static io.sluice.itest.felix.ManifestText.SOON;
import static io.sluice.itest.felix.ManifestText.ingress;
import static io.sluice.itest.felix.ManifestText.manifest;
import static io.sluice.itest.felix.ManifestText.source;
import static io.sluice.itest.felix.ManifestText.sources;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import io.sluice.api.command.OutputCommand;
import io.sluice.api.event.WebSocketText;
import io.sluice.spi.roster.PluginReport.ServiceState;
import io.sluice.spi.roster.PluginReport.Status;
import io.sluice.testkit.TestPeer;
import java.util.List;
import java.util.Map;
import org.junit.Test;
import org.osgi.framework.Bundle;

/** Handlers that throw. */
public class FailingHandlersIT extends PluginTest {

  private static final String MANIFEST = manifest(ingress("main", sources(source("/main", SOON))));

  private TestPeer connect() throws Exception {
    start(MANIFEST);
    return gateway.awaitPeer();
  }

  private static void assertObeys(TestPeer peer) throws Exception {
    peer.send("echo obeyed");
    assertEquals("obeyed", peer.awaitText());
  }

  private void assertCostsOneEvent(String thrown) throws Exception {
    TestPeer peer = connect();

    peer.send("throw " + thrown);

    assertObeys(peer);
    assertEquals(1, host.plugin(plugin()).failures());
    String message = host.awaitDiagnostic(plugin(), "handler_failed").message();
    String words =
        "the handler threw " + thrown + " at io.sluice.fixture.obedient.Obedient.thrown:";
    assertTrue(message, message.startsWith(words));
    assertEquals(1, gateway.acceptedSockets());
  }

  @Test
  public void anExceptionCostsOneEvent() throws Exception {
    assertCostsOneEvent("java.io.IOException");
  }

  @Test
  public void aRuntimeExceptionCostsOneEvent() throws Exception {
    assertCostsOneEvent("java.lang.IllegalStateException");
  }

  @Test
  public void anErrorOfThePluginCostsOneEvent() throws Exception {
    assertCostsOneEvent("java.lang.AssertionError");
  }

  @Test
  public void theDeathOfItsThreadCostsOneEvent() throws Exception {
    assertCostsOneEvent("java.lang.ThreadDeath");
  }

  @Test
  public void anAnswerThatIsNullCostsOneEvent() throws Exception {
    TestPeer peer = connect();

    peer.send("null");

    assertObeys(peer);
    assertEquals(
        "the handler returned null; return an empty list for nothing",
        host.awaitDiagnostic(plugin(), "handler_failed").message());
  }

  private void assertFailsTheService(String thrown) throws Exception {
    TestPeer peer = connect();

    peer.send("throw " + thrown);

    host.awaitStatus(
        plugin(), Status.FAILED, "the handler caused " + thrown + "; sluice:restart " + plugin());
    assertEquals(1001, peer.awaitClose().closeCode());
    assertEquals(ServiceState.FAILED, host.plugin(plugin()).service());
    host.awaitDiagnostic(plugin(), "handler_vm_error");
    assertEquals(1, diagnosed("handler_vm_error"));
  }

  @Test
  public void aStackOverflowFailsTheService() throws Exception {
    assertFailsTheService("java.lang.StackOverflowError");
  }

  @Test
  public void anOutOfMemoryErrorFailsTheService() throws Exception {
    assertFailsTheService("java.lang.OutOfMemoryError");
  }

  @Test
  public void aRecursionWithoutEndLeavesTheHostAlive() throws Exception {
    host.grant("itest.bystander", values(Map.of()));
    host.start(Fixture.of("obedient").named("itest.bystander"));
    TestPeer bystander = gateway.awaitPeer();
    PluginCode code = start(manifest(ingress("tap", sources(source("/tap")))));
    code.offer(event -> List.of(deeper(0)), "tap");

    host.awaitStatus(plugin(), Status.FAILED);

    assertObeys(bystander);
  }

  @SuppressWarnings("InfiniteRecursion") // It is what the test is about.
  private static OutputCommand deeper(int depth) {
    return deeper(depth + 1);
  }

  @Test
  public void threeFailuresInARowPauseTheService() throws Exception {
    TestPeer peer = connect();
    for (int i = 0; i < 3; i++) {
      peer.send("throw java.lang.IllegalStateException");
    }

    host.awaitStatus(
        plugin(), Status.FAILED, "the handler threw 3 times in a row; sluice:restart " + plugin());
    assertEquals(1001, peer.awaitClose().closeCode());
    host.awaitNoConnection(plugin());
    assertEquals(1, gateway.acceptedSockets());
    host.awaitDiagnostic(plugin(), "handler_failing");
    assertEquals(1, diagnosed("handler_failing"));
  }

  @Test
  public void nothingIsDeliveredAfterTheThirdFailure() throws Exception {
    Recorder recorder =
        new Recorder(
            event -> {
              if (event instanceof WebSocketText) {
                throw new IllegalStateException("as told");
              }
              return List.of();
            });
    start(manifest(ingress("tap", sources(source("/tap")))), recorder, "tap");
    // Those behind the third are on their way before the connection is closed.
    Numbered.send(gateway.awaitPeer(), 100);

    host.awaitStatus(plugin(), Status.FAILED);
    host.awaitNoConnection(plugin());

    assertEquals(List.of("0", "1", "2"), recorder.texts());
  }

  @Test
  public void aSuccessBetweenFailuresKeepsTheServiceRunning() throws Exception {
    TestPeer peer = connect();
    for (int i = 0; i < 3; i++) {
      peer.send("throw java.lang.IllegalStateException");
      peer.send("throw java.lang.IllegalStateException");
      assertObeys(peer);
    }

    assertEquals(6, host.plugin(plugin()).failures());
    assertEquals(Status.RUNNING, host.plugin(plugin()).status());
  }

  private void fail(TestPeer peer) throws Exception {
    peer.send("throw java.lang.StackOverflowError");
    host.awaitStatus(plugin(), Status.FAILED);
    peer.awaitEnd();
  }

  @Test
  public void theOperatorStartsAFailedServiceAgain() throws Exception {
    fail(connect());

    String said = host.type("sluice:restart " + plugin());

    assertEquals(
        "the service of " + plugin() + " is started afresh; sluice:list shows how it goes", said);
    assertObeys(gateway.awaitPeer());
    host.awaitStatus(plugin(), Status.RUNNING);
  }

  @Test
  public void aNewGrantStartsAFailedServiceAgain() throws Exception {
    fail(connect());

    host.grant(plugin(), Map.of("host_api.websocket", "wss://more.example.com"));

    assertObeys(gateway.awaitPeer());
    host.awaitStatus(plugin(), Status.RUNNING);
  }

  @Test
  public void aRestartOfTheBundleStartsAFailedServiceAgain() throws Exception {
    grant(Map.of());
    Bundle bundle = host.start(fixture().declaring(MANIFEST));
    fail(gateway.awaitPeer());

    bundle.stop();
    bundle.start();

    assertObeys(gateway.awaitPeer());
    host.awaitStatus(plugin(), Status.RUNNING);
  }
}
