// SPDX-License-Identifier: Apache-2.0
package io.sluice.itest.felix;

import static io.sluice.itest.felix.ManifestText.SOON;
import static io.sluice.itest.felix.ManifestText.ingress;
import static io.sluice.itest.felix.ManifestText.manifest;
import static io.sluice.itest.felix.ManifestText.source;
import static io.sluice.itest.felix.ManifestText.sources;
import static org.awaitility.Awaitility.await;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import io.sluice.api.event.WebSocketOpened;
import io.sluice.api.event.WebSocketText;
import io.sluice.api.plugin.IngressHandler;
import io.sluice.spi.connection.ConnectionReport;
import io.sluice.spi.roster.PluginReport.Status;
import io.sluice.testkit.TestPeer;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.Test;
import org.osgi.framework.Bundle;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.osgi.service.component.runtime.dto.ComponentDescriptionDTO;

/** Handlers that come and go while their plugin is active. */
public class HandlersIT extends PluginTest {

  private static final String MANIFEST = manifest(ingress("tap", sources(source("/tap", SOON))));

  private final Recorder recorder = new Recorder();

  @Test
  public void anIngressWithoutAHandlerDoesNotConnect() throws Exception {
    start(MANIFEST);

    host.awaitStatus(
        plugin(),
        Status.WAITING,
        "ingress tap has no handler: a service IngressHandler with sluice.ingress=tap");
    assertEquals(0, gateway.acceptedSockets());
  }

  @Test
  public void aHandlerThatComesLaterConnects() throws Exception {
    PluginCode code = start(MANIFEST);
    host.awaitStatus(plugin(), Status.WAITING);

    code.offer(recorder, "tap");

    gateway.awaitPeer().send("hello");
    recorder.next(WebSocketOpened.class);
    assertEquals("hello", recorder.next(WebSocketText.class).text());
    host.awaitStatus(plugin(), Status.RUNNING);
  }

  @Test
  public void aHandlerThatGoesClosesItsConnection() throws Exception {
    PluginCode code = start(MANIFEST);
    ServiceRegistration<IngressHandler> offer = code.offer(recorder, "tap");
    TestPeer peer = gateway.awaitPeer();
    recorder.next(WebSocketOpened.class);

    offer.unregister();

    assertEquals(1001, peer.awaitClose().closeCode());
    host.awaitNoConnection(plugin());
    host.awaitStatus(plugin(), Status.WAITING);
  }

  @Test
  public void aHandlerThatComesAgainConnectsAgain() throws Exception {
    PluginCode code = start(MANIFEST);
    for (int i = 0; i < 5; i++) {
      ServiceRegistration<IngressHandler> offer = code.offer(recorder, "tap");
      TestPeer peer = gateway.awaitPeer();
      recorder.next(WebSocketOpened.class);
      offer.unregister();
      peer.awaitEnd();
    }

    host.awaitNoConnection(plugin());
    assertEquals(1, gateway.mostOpenConnections());
    assertEquals(5, gateway.acceptedSockets());
  }

  @Test
  public void oneOfTwoIngressesRunsWithoutAHandlerForTheOther() throws Exception {
    PluginCode code =
        start(
            manifest(
                ingress("tap", sources(source("/tap"))),
                ingress("other", sources(source("/other")))));

    code.offer(recorder, "tap");

    assertEquals("/tap", gateway.awaitPeer().handshake().requestTarget());
    host.awaitStatus(
        plugin(),
        Status.PARTIAL,
        "ingress other has no handler: a service IngressHandler with sluice.ingress=other");
    assertEquals(1, gateway.acceptedSockets());
  }

  @Test
  public void aHandlerOfAnotherBundleIsNotAsked() throws Exception {
    start(MANIFEST);

    ServiceRegistration<IngressHandler> foreign =
        host.context()
            .registerService(
                IngressHandler.class,
                recorder,
                FrameworkUtil.asDictionary(Map.of(IngressHandler.INGRESS, "tap")));

    try {
      host.awaitStatus(
          plugin(),
          Status.WAITING,
          "ingress tap has no handler: a service IngressHandler with sluice.ingress=tap");
      assertEquals(0, gateway.acceptedSockets());
    } finally {
      foreign.unregister();
    }
  }

  @Test
  public void aHandlerThatTheFrameworkPrefersTakesOver() throws Exception {
    PluginCode code = start(MANIFEST);
    code.offer(recorder, "tap");
    TestPeer first = gateway.awaitPeer();
    recorder.next(WebSocketOpened.class);
    Recorder preferred = new Recorder();

    code.offer(preferred, 1, "tap");

    assertEquals(1001, first.awaitClose().closeCode());
    gateway.awaitPeer().send("for the preferred one");
    preferred.next(WebSocketOpened.class);
    assertEquals("for the preferred one", preferred.next(WebSocketText.class).text());
    assertEquals(List.of(), recorder.texts());
  }

  @Test
  public void theOtherHandlerTakesOverWhenThePreferredOneGoes() throws Exception {
    PluginCode code = start(MANIFEST);
    ServiceRegistration<IngressHandler> preferred = code.offer(new Recorder(), 1, "tap");
    gateway.awaitPeer();
    code.offer(recorder, "tap");

    preferred.unregister();

    gateway.awaitPeer().send("for the other one");
    recorder.next(WebSocketOpened.class);
    assertEquals("for the other one", recorder.next(WebSocketText.class).text());
  }

  @Test
  public void aHandlerCanMoveToAnotherIngress() throws Exception {
    PluginCode code =
        start(
            manifest(
                ingress("one", sources(source("/one"))), ingress("two", sources(source("/two")))));
    ServiceRegistration<IngressHandler> offer = code.offer(recorder, "one");
    TestPeer one = gateway.awaitPeer();
    recorder.next(WebSocketOpened.class);

    offer.setProperties(FrameworkUtil.asDictionary(Map.of(IngressHandler.INGRESS, "two")));

    assertEquals(1001, one.awaitClose().closeCode());
    assertEquals("/two", gateway.awaitPeer().handshake().requestTarget());
  }

  @Test
  public void aHandlerWhoseOtherPropertiesChangeKeepsItsConnection() throws Exception {
    PluginCode code = start(MANIFEST);
    ServiceRegistration<IngressHandler> offer = code.offer(recorder, "tap");
    TestPeer peer = gateway.awaitPeer();
    recorder.next(WebSocketOpened.class);

    offer.setProperties(
        FrameworkUtil.asDictionary(Map.of(IngressHandler.INGRESS, "tap", "note", "changed")));
    code.offer(new Recorder(), "elsewhere");

    peer.send("the same connection");
    assertEquals("the same connection", recorder.next(WebSocketText.class).text());
    assertEquals(1, gateway.acceptedSockets());
  }

  @Test
  public void aHandlerThatGoesIsAwaitedAndThenNotCalledAgain() throws Exception {
    CountDownLatch called = new CountDownLatch(1);
    CountDownLatch going = new CountDownLatch(1);
    AtomicBoolean ended = new AtomicBoolean();
    Recorder slow =
        new Recorder(
            event -> {
              called.countDown();
              going.await();
              ended.set(!new CountDownLatch(1).await(500, TimeUnit.MILLISECONDS));
              return List.of();
            });
    ServiceRegistration<IngressHandler> offer = start(MANIFEST).offer(slow, "tap");
    gateway.awaitPeer().send("waits");
    assertTrue(called.await(Host.LIMIT.toMillis(), TimeUnit.MILLISECONDS));
    going.countDown();

    offer.unregister();

    assertTrue("the call has ended", ended.get());
    host.awaitStatus(plugin(), Status.WAITING);
    assertEquals(1, slow.all().size());
  }

  @Test
  public void aHandlerThatHangsIsInterruptedWhenItGoes() throws Exception {
    CountDownLatch called = new CountDownLatch(1);
    CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
    Recorder hanging =
        new Recorder(
            event -> {
              called.countDown();
              try {
                new CountDownLatch(1).await();
              } catch (InterruptedException e) {
                interrupted.complete(true);
              }
              return List.of();
            });
    PluginCode code = start(MANIFEST);
    ServiceRegistration<IngressHandler> offer = code.offer(hanging, "tap");
    assertTrue(called.await(Host.LIMIT.toMillis(), TimeUnit.MILLISECONDS));

    offer.unregister();

    assertTrue(interrupted.get(Host.LIMIT.toMillis(), TimeUnit.MILLISECONDS));
  }

  @Test
  public void aComponentThatIsDisabledAndEnabledGoesAndComes() throws Exception {
    grant(Map.of());
    Bundle bundle = host.start(fixture());
    TestPeer first = gateway.awaitPeer();
    host.awaitConnection(plugin(), ConnectionReport.State.CONNECTED);
    ServiceComponentRuntime runtime = host.service(ServiceComponentRuntime.class);
    ComponentDescriptionDTO component =
        runtime.getComponentDescriptionDTOs(bundle).iterator().next();

    await().atMost(Host.LIMIT).until(runtime.disableComponent(component)::isDone);
    assertEquals(1001, first.awaitClose().closeCode());
    host.awaitStatus(
        plugin(),
        Status.WAITING,
        "ingress main has no handler: a service IngressHandler with sluice.ingress=main");
    await().atMost(Host.LIMIT).until(runtime.enableComponent(component)::isDone);

    TestPeer second = gateway.awaitPeer();
    second.send("echo back");
    assertEquals("back", second.awaitText());
  }
}
