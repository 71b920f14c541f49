// SPDX-License-Identifier: Apache-2.0
package io.sluice.itest.felix;

import static io.sluice.itest.felix.ManifestText.SOON;
import static io.sluice.itest.felix.ManifestText.ingress;
import static io.sluice.itest.felix.ManifestText.manifest;
import static io.sluice.itest.felix.ManifestText.source;
import static io.sluice.itest.felix.ManifestText.sources;
import static org.awaitility.Awaitility.await;
import static org.junit.Assert.assertEquals;

import io.sluice.api.command.OutputCommand;
import io.sluice.api.event.WebSocketOpened;
import io.sluice.api.event.WebSocketText;
import io.sluice.spi.roster.PluginReport.ServiceState;
import io.sluice.spi.roster.PluginReport.Status;
import io.sluice.testkit.TestPeer;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.After;
import org.junit.Before;
import org.junit.Test;
import org.osgi.framework.Bundle;

/** Handlers that take too long, on a host with limits that fit into a test. */
public class SlowHandlersIT extends PluginTest {

  private static final String BYSTANDER = "itest.bystander";
  private static final String TAP = manifest(ingress("tap", sources(source("/tap", SOON))));

  private final Semaphore gate = new Semaphore(0);

  /** Blocks at a text, whoever wants it to end. */
  private final Recorder blocking =
      new Recorder(
          event -> {
            if (event instanceof WebSocketText) {
              gate.acquireUninterruptibly();
            }
            return List.of(OutputCommand.send(event.connection(), "done"));
          });

  @Before
  public void limit() throws Exception {
    configure("io.sluice.ingress", Map.of("handler_warn_ms", 200L, "handler_interrupt_ms", 2_000L));
  }

  @After
  public void letGo() {
    gate.release(1_000);
  }

  private TestPeer connect() throws Exception {
    start(manifest(ingress("main", sources(source("/main", SOON)))));
    return gateway.awaitPeer();
  }

  private TestPeer connectBystander() throws Exception {
    host.grant(BYSTANDER, values(Map.of()));
    host.start(Fixture.of("obedient").named(BYSTANDER));
    return awaitPeer("/main");
  }

  private static void assertObeys(TestPeer peer) throws Exception {
    peer.send("echo obeyed");
    assertEquals("obeyed", peer.awaitText());
  }

  /** Has the handler of the test's plugin block for good. */
  private void block() throws Exception {
    TestPeer peer = awaitPeer("/tap");
    blocking.next(WebSocketOpened.class);
    peer.send("block");
    blocking.next(WebSocketText.class);
  }

  @Test
  public void aSlowCallIsRecordedAndGoesOn() throws Exception {
    TestPeer peer = connect();

    peer.send("sleep 700");

    assertEquals("slept", peer.awaitText());
    assertEquals(
        "a handler call takes longer than 200 ms",
        host.awaitDiagnostic(plugin(), "handler_slow").message());
    assertEquals(1, diagnosed("handler_slow"));
    assertEquals(Status.RUNNING, host.plugin(plugin()).status());
  }

  @Test
  public void aCallThatHangsIsFlaggedBeforeItIsInterrupted() throws Exception {
    TestPeer peer = connect();

    peer.send("hang");

    host.awaitDiagnostic(plugin(), "handler_slow");
    host.awaitStatus(
        plugin(),
        Status.FAILED,
        "a handler call was interrupted after 2000 ms; sluice:restart " + plugin());
    assertEquals(1001, peer.awaitClose().closeCode());
    host.awaitDiagnostic(plugin(), "handler_stuck");
    assertEquals(1, diagnosed("handler_stuck"));
  }

  @Test
  public void aServiceThatHungCanBeStartedAgain() throws Exception {
    connect().send("hang");
    host.awaitStatus(plugin(), Status.FAILED);

    host.type("sluice:restart " + plugin());

    assertObeys(gateway.awaitPeer());
    host.awaitStatus(plugin(), Status.RUNNING);
  }

  @Test
  public void aCallThatCannotBeInterruptedFailsItsServiceAlone() throws Exception {
    TestPeer bystander = connectBystander();
    start(TAP, blocking, "tap");
    block();

    host.awaitStatus(plugin(), Status.FAILED);

    assertObeys(bystander);
    host.awaitNoConnection(plugin());
  }

  @Test
  public void asManyBlockedHandlersAsThreadsLeaveTheOthersAlive() throws Exception {
    TestPeer bystander = connectBystander();
    for (int i = 0; i < 4; i++) {
      String name = plugin() + i;
      host.grant(name, values(Map.of()));
      Bundle bundle = host.start(Fixture.of("obedient").named(name).declaring(TAP));
      new PluginCode(bundle).offer(blocking, "tap");
      block();
    }

    assertObeys(bystander);
  }

  @Test
  public void aBundleWhoseHandlerCannotBeInterruptedCanBeStopped() throws Exception {
    TestPeer bystander = connectBystander();
    grant(Map.of());
    Bundle bundle = host.start(fixture().declaring(TAP));
    new PluginCode(bundle).offer(blocking, "tap");
    block();

    CompletableFuture<Void> stopping = CompletableFuture.runAsync(() -> stop(bundle));

    stopping.get(Host.LIMIT.toMillis(), TimeUnit.MILLISECONDS);
    assertEquals(Bundle.RESOLVED, bundle.getState());
    assertEquals("the handler is still in its call", 1, blocking.mostInside());
    host.awaitNoConnection(plugin());
    assertObeys(bystander);
  }

  private static void stop(Bundle bundle) {
    try {
      bundle.stop();
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  @Test
  public void aServiceIsNotStartedAgainWhileItsLastCallRuns() throws Exception {
    start(TAP, blocking, "tap");
    block();
    host.awaitStatus(plugin(), Status.FAILED);

    host.type("sluice:restart " + plugin());

    await()
        .atMost(Host.LIMIT)
        .until(() -> host.plugin(plugin()).service(), ServiceState.STOPPING::equals);
    assertEquals(1, gateway.acceptedSockets());
    gate.release(1_000);
    awaitPeer("/tap");
    blocking.next(WebSocketOpened.class);
    assertEquals(1, blocking.mostInside());
    assertEquals(1, gateway.mostOpenConnections());
  }

  @Test
  public void whatACallAnswersAfterItsServiceFailedIsNotSent() throws Exception {
    start(TAP, blocking, "tap");
    TestPeer peer = awaitPeer("/tap");
    assertEquals("done", peer.awaitText());
    peer.goSilent();
    peer.send("block");
    host.awaitStatus(plugin(), Status.FAILED);
    assertEquals(1001, peer.awaitClose().closeCode());

    gate.release(1_000);

    peer.awaitEnd();
    assertEquals(1, peer.textsReceived());
  }
}
