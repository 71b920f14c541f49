// SPDX-License-Identifier: Apache-2.0
package io.sluice.itest.felix;

import static io.sluice.itest.felix.ManifestText.ingress;
import static io.sluice.itest.felix.ManifestText.manifest;
import static io.sluice.itest.felix.ManifestText.source;
import static io.sluice.itest.felix.ManifestText.sources;
import static org.awaitility.Awaitility.await;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import io.sluice.api.event.ClosedBy;
import io.sluice.api.event.IngressEvent;
import io.sluice.api.event.WebSocketClosed;
import io.sluice.api.event.WebSocketFailed;
import io.sluice.api.event.WebSocketGap;
import io.sluice.api.event.WebSocketOpened;
import io.sluice.spi.connection.ConnectionReport;
import io.sluice.spi.diagnostic.Diagnostic;
import io.sluice.testkit.TestPeer;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.After;
import org.junit.Test;

/** Queues that are full, since their handler does not come to its end. */
public class QueuesIT extends PluginTest {

  private static final int SENT = 1_000;
  private static final int CAPACITY = 10;

  private final CountDownLatch gate = new CountDownLatch(1);
  private final Recorder recorder =
      new Recorder(
          event -> {
            gate.await();
            return List.of();
          });

  @After
  public void letGo() {
    gate.countDown();
  }

  /** Connects a plugin whose handler is stuck with its first event. */
  private TestPeer connect(String queue) throws Exception {
    start(
        manifest(ingress("tap", "'queue': {" + queue + "}", sources(source("/tap")))),
        recorder,
        "tap");
    TestPeer peer = gateway.awaitPeer();
    recorder.next(WebSocketOpened.class);
    return peer;
  }

  private static List<String> numbers(int from, int to) {
    return IntStream.rangeClosed(from, to).mapToObj(String::valueOf).toList();
  }

  private static void sendAll(TestPeer peer, List<String> texts) throws Exception {
    for (String text : texts) {
      peer.send(text);
    }
  }

  private static long bytes(List<String> texts) {
    return texts.stream().mapToLong(text -> text.getBytes(StandardCharsets.UTF_8).length).sum();
  }

  /** Waits until the queue has taken in, or dropped, as many texts. */
  private void awaitAccepted(int texts) {
    await(texts + " texts and the open event are taken in")
        .atMost(Host.LIMIT)
        .until(() -> queue("tap").accepted() == texts + 1);
  }

  /** Lets the handler go, and waits until the queue is empty. */
  private void drain() {
    gate.countDown();
    await("the queue is empty")
        .atMost(Host.LIMIT)
        .until(() -> queue("tap").depth(), depth -> depth == 0);
  }

  private WebSocketGap theGap() {
    // A gap does not count as something that waits in the queue.
    List<WebSocketGap> gaps =
        await("a gap")
            .atMost(Host.LIMIT)
            .until(() -> recorder.all(WebSocketGap.class), all -> !all.isEmpty());
    assertEquals(gaps.toString(), 1, gaps.size());
    return gaps.get(0);
  }

  private ConnectionReport connection() {
    return host.connections(plugin()).get(0);
  }

  @Test
  public void aQueueThatPausesLosesNothing() throws Exception {
    TestPeer peer = connect("'capacity': 10, 'overflow': 'pause'");
    sendAll(peer, numbers(1, SENT));
    await("reading is paused").atMost(Host.LIMIT).until(() -> connection().pauses() > 0);
    assertTrue(queue("tap").toString(), queue("tap").depth() <= CAPACITY + 1);

    gate.countDown();

    await().atMost(Host.LIMIT).until(() -> recorder.texts().size() == SENT);
    assertEquals(numbers(1, SENT), recorder.texts());
    assertEquals(0, queue("tap").dropped());
    assertEquals(List.of(), recorder.all(WebSocketGap.class));
    assertEquals(0, diagnosed("queue_overflow"));
  }

  @Test
  public void aQueueThatDropsTheOldestHasOneGapBeforeTheNewest() throws Exception {
    TestPeer peer = connect("'capacity': 10, 'overflow': 'drop_oldest'");
    sendAll(peer, numbers(1, SENT));
    awaitAccepted(SENT);

    drain();

    WebSocketGap gap = theGap();
    assertEquals(SENT - CAPACITY, gap.droppedEvents());
    assertEquals(bytes(numbers(1, SENT - CAPACITY)), gap.droppedBytes());
    assertEquals(numbers(SENT - CAPACITY + 1, SENT), recorder.texts());
    assertEquals("after the open event", gap, recorder.all().get(1));
    assertEquals(SENT - CAPACITY, queue("tap").dropped());
  }

  @Test
  public void aQueueThatDropsTheNewestHasOneGapAfterTheOldest() throws Exception {
    TestPeer peer = connect("'capacity': 10, 'overflow': 'drop_newest'");
    sendAll(peer, numbers(1, SENT));
    awaitAccepted(SENT);

    drain();

    WebSocketGap gap = theGap();
    assertEquals(SENT - CAPACITY, gap.droppedEvents());
    assertEquals(bytes(numbers(CAPACITY + 1, SENT)), gap.droppedBytes());
    assertEquals(numbers(1, CAPACITY), recorder.texts());
    List<IngressEvent> all = recorder.all();
    assertEquals("at the end", gap, all.get(all.size() - 1));
    assertEquals(SENT - CAPACITY, queue("tap").dropped());
  }

  @Test
  public void aQueueThatClosesTurnsThePeerAway() throws Exception {
    TestPeer peer = connect("'capacity': 10, 'overflow': 'close'");
    sendAll(peer, numbers(1, CAPACITY + 1));

    assertEquals(1013, peer.awaitClose().closeCode());
    gate.countDown();

    for (int i = 1; i <= CAPACITY; i++) {
      recorder.next();
    }
    assertEquals(numbers(1, CAPACITY), recorder.texts());
    assertEquals(1, recorder.next(WebSocketGap.class).droppedEvents());
    assertEquals("queue_full", recorder.next(WebSocketFailed.class).failure());
    WebSocketClosed closed = recorder.next(WebSocketClosed.class);
    assertEquals(1013, closed.code());
    assertEquals(ClosedBy.HOST, closed.closedBy());
    assertEquals(1, diagnosed("queue_full"));
  }

  @Test
  public void anEpisodeOfDroppingIsRecordedOnce() throws Exception {
    TestPeer peer = connect("'capacity': 10, 'overflow': 'drop_newest'");
    sendAll(peer, numbers(1, SENT));
    awaitAccepted(SENT);

    Diagnostic diagnostic = host.awaitDiagnostic(plugin(), "queue_overflow");

    assertEquals("ingress tap: events are dropped, since the queue is full", diagnostic.message());
    assertEquals(Diagnostic.Severity.WARNING, diagnostic.severity());
    assertEquals(1, diagnosed("queue_overflow"));
  }

  @Test
  public void aQueueIsBoundedInBytes() throws Exception {
    String text = "é".repeat(50);
    TestPeer peer = connect("'capacity': 100, 'max_bytes': 1000, 'overflow': 'drop_newest'");
    sendAll(peer, Collections.nCopies(50, text));
    awaitAccepted(50);
    assertEquals(1_000, queue("tap").bytes());

    drain();

    assertEquals(Collections.nCopies(10, text), recorder.texts());
    assertEquals(40, theGap().droppedEvents());
    assertEquals(40 * 100, theGap().droppedBytes());
  }

  @Test
  public void aTextThatIsLargerThanItsQueueGetsInAlone() throws Exception {
    String large = "x".repeat(5_000);
    TestPeer peer = connect("'max_bytes': 1000, 'overflow': 'drop_newest'");
    peer.send(large);
    peer.send("small");
    awaitAccepted(2);

    drain();

    assertEquals(List.of(large), recorder.texts());
    assertEquals(5, theGap().droppedBytes());
  }

  @Test
  public void theHostBoundsAQueueThatAsksForMore() throws Exception {
    connect("'capacity': 65536, 'max_bytes': 67108864");

    assertEquals(256, queue("tap").capacity());
    assertEquals(4 << 20, queue("tap").maxBytes());
  }

  @Test
  public void aCloseIsToldAlsoByAFullQueue() throws Exception {
    TestPeer peer = connect("'capacity': 10, 'overflow': 'drop_newest'");
    sendAll(peer, numbers(1, SENT));
    awaitAccepted(SENT);
    peer.close(1000, "bye");
    peer.awaitEnd();

    drain();
    await("the close is told")
        .atMost(Host.LIMIT)
        .until(() -> !recorder.all(WebSocketClosed.class).isEmpty());

    List<IngressEvent> all =
        recorder.all().stream()
            .filter(event -> event.connection().equals(recorder.all().get(0).connection()))
            .toList();
    assertEquals(1_000, ((WebSocketClosed) all.get(all.size() - 1)).code());
    assertEquals(theGap(), all.get(all.size() - 2));
  }

  @Test
  public void aPauseThatIsTooLongDropsTheOldestFromThenOn() throws Exception {
    TestPeer peer = connect("'capacity': 10, 'overflow': 'pause', 'max_pause_ms': 200");
    sendAll(peer, numbers(1, SENT));
    awaitAccepted(SENT);
    host.awaitDiagnostic(plugin(), "paused_too_long");

    drain();

    assertEquals(SENT - recorder.texts().size(), theGap().droppedEvents());
    assertEquals(SENT - recorder.texts().size(), queue("tap").dropped());
    assertEquals(
        numbers(SENT - CAPACITY + 1, SENT),
        recorder.texts().subList(recorder.texts().size() - CAPACITY, recorder.texts().size()));
    assertEquals(1, diagnosed("paused_too_long"));
  }

  @Test
  public void aPausedConnectionStaysOpen() throws Exception {
    TestPeer peer = connect("'capacity': 1, 'overflow': 'pause'");
    sendAll(peer, numbers(1, 5));
    await("reading is paused").atMost(Host.LIMIT).until(() -> connection().pauses() > 0);

    gate.countDown();
    await().atMost(Host.LIMIT).until(() -> recorder.texts().size() == 5);
    peer.send("6");

    await().atMost(Host.LIMIT).until(() -> recorder.texts().equals(numbers(1, 6)));
    assertEquals(1, gateway.acceptedSockets());
  }
}
