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
import io.sluice.api.plugin.IngressHandler;
import io.sluice.spi.roster.PluginReport.Status;
import io.sluice.testkit.Script;
import io.sluice.testkit.TestPeer;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.After;
import org.junit.Before;
import org.junit.Test;
import org.osgi.framework.Bundle;

/**
 * A plugin that behaves, and beside it, on the same host, one that does not: the first gets all its
 * events in their order, and its answers go out.
 */
public class IsolationIT extends PluginTest {

  private static final int TEXTS = 200;
  private static final long A_LOT = 2_000;
  private static final String LARGE = "x".repeat(64 << 10);

  private final Recorder quiet =
      new Recorder(
          event ->
              event instanceof WebSocketText text
                  ? List.of(OutputCommand.send(event.connection(), text.text()))
                  : List.of());
  private final AtomicLong noise = new AtomicLong();
  private final Semaphore gate = new Semaphore(0);
  private volatile Script loud = peer -> {};
  private TestPeer peer;

  @Before
  public void startTheQuietOne() throws Exception {
    gateway.play(
        each -> {
          if (each.handshake().requestTarget().equals("/loud")) {
            loud.play(each);
          }
        });
    String name = plugin() + ".quiet";
    host.grant(name, values(Map.of()));
    String manifest = manifest(ingress("tap", sources(source("/quiet"))));
    new PluginCode(host.start(fixture().named(name).declaring(manifest))).offer(quiet, "tap");
    peer = awaitPeer("/quiet");
    quiet.next(WebSocketOpened.class);
  }

  @After
  public void letGo() {
    gate.release(Integer.MAX_VALUE);
  }

  /** Starts the other one. */
  private PluginCode startTheLoudOne(IngressHandler handler, Script script) throws Exception {
    loud = script;
    PluginCode code = start(manifest(ingress("tap", sources(source("/loud", SOON)))));
    code.offer(handler, "tap");
    return code;
  }

  private void awaitNoise(long more) {
    long before = noise.get();
    await("noise").atMost(Host.LIMIT).until(() -> noise.get() >= before + more);
  }

  private void requireQuietOneUndisturbed() throws Exception {
    List<String> texts = IntStream.rangeClosed(1, TEXTS).mapToObj(String::valueOf).toList();
    for (String text : texts) {
      peer.send(text);
    }
    for (String text : texts) {
      assertEquals(text, peer.awaitText());
    }
    assertEquals(texts, quiet.texts());
    assertEquals(1, quiet.mostInside());
    assertEquals("", host.awaitStatus(plugin() + ".quiet", Status.RUNNING));
    assertEquals(List.of(), host.diagnostics(plugin() + ".quiet"));
  }

  @Test
  public void besideOneThatIsFlooded() throws Exception {
    startTheLoudOne(
        event -> {
          noise.incrementAndGet();
          return List.of();
        },
        EchoTraffic.flood());
    awaitNoise(A_LOT);

    requireQuietOneUndisturbed();

    awaitNoise(1);
  }

  @Test
  public void besideOneThatAnswersMoreThanItsPeerReads() throws Exception {
    startTheLoudOne(
        event -> {
          noise.incrementAndGet();
          return Collections.nCopies(8, OutputCommand.send(event.connection(), LARGE));
        },
        deaf -> {
          deaf.stopReading();
          EchoTraffic.flood().play(deaf);
        });
    awaitNoise(100);
    host.awaitDiagnostic(plugin(), "send_queue_full");

    requireQuietOneUndisturbed();

    awaitNoise(1);
  }

  @Test
  public void besideOneThatIsStuck() throws Exception {
    CountDownLatch stuck = new CountDownLatch(1);
    startTheLoudOne(
        event -> {
          stuck.countDown();
          gate.acquireUninterruptibly();
          return List.of();
        },
        EchoTraffic.flood());
    stuck.await();

    requireQuietOneUndisturbed();

    assertEquals(0, queue("tap").delivered());
  }

  @Test
  public void besideOneThatThrowsAtEachEvent() throws Exception {
    startTheLoudOne(
        event -> {
          throw new IllegalStateException("as ever");
        },
        EchoTraffic.flood());
    host.awaitStatus(plugin(), Status.FAILED);

    requireQuietOneUndisturbed();

    host.awaitStatus(plugin(), Status.FAILED);
  }

  @Test
  public void besideOneThatDoesNotComeToItsEndWhenItIsRestarted() throws Exception {
    grant(Map.of());
    Bundle bundle = host.start(Fixture.of("witnessed").named(plugin()));
    Witness witness = new Witness();
    witness.appear(host);
    TestPeer chat = awaitPeer("/chat");
    witness.awaitWord("websocket_open");
    witness.reacting(word -> gate.acquireUninterruptibly(word.equals("deactivate") ? 1 : 0));

    host.type("sluice:restart " + plugin());
    chat.awaitEnd();
    witness.awaitWord("deactivate");

    requireQuietOneUndisturbed();
    host.start(fixture().named(plugin() + ".next"));
    host.awaitStatus(plugin() + ".next", Status.WAITING);
    gate.release();
    bundle.stop();
  }

  @Test
  public void besideOneThatSubmitsWithoutEnd() throws Exception {
    PluginCode code = startTheLoudOne(event -> List.of(), each -> {});
    OutputCommand malformed = OutputCommand.close("nothing that is open", 1000, "");
    Thread submitting =
        new Thread(
            () -> {
              while (!gate.tryAcquire()) {
                code.commands().submit(malformed).thenAccept(result -> noise.incrementAndGet());
              }
            });
    submitting.start();
    awaitNoise(A_LOT);

    requireQuietOneUndisturbed();

    awaitNoise(1);
    gate.release();
    submitting.join(Host.LIMIT.toMillis());
  }
}
