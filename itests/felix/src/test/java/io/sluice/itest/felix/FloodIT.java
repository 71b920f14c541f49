// SPDX-License-Identifier: Apache-2.0
package io.sluice.itest.felix;

import static io.sluice.itest.felix.ManifestText.ingress;
import static io.sluice.itest.felix.ManifestText.manifest;
import static io.sluice.itest.felix.ManifestText.source;
import static io.sluice.itest.felix.ManifestText.sources;
import static org.awaitility.Awaitility.await;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertNotEquals;
import static org.junit.Assert.assertTrue;

import io.sluice.api.command.OutputCommand;
import io.sluice.api.event.WebSocketText;
import io.sluice.testkit.TestPeer;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.After;
import org.junit.Test;

/**
 * More texts than the handler takes: what each policy says is true of each single text. {@code
 * -Dsluice.texts=5000000} makes it five million.
 */
public class FloodIT extends PluginTest {

  private static final long TEXTS = Long.getLong("sluice.texts", 200_000);
  private static final Duration ENOUGH = Host.LIMIT.plusMillis(TEXTS);
  private static final int QUIET = 9;
  private static final int ECHOES = 200;
  private static final long QUEUE_BYTES = 32 << 20;

  private final CountDownLatch gate = new CountDownLatch(1);

  @After
  public void letGo() throws Exception {
    gate.countDown();
    configure("io.sluice.ingress", Map.of("queue_max_bytes", 4L << 20, "queue_capacity", 256L));
  }

  private static String bounded(String members) {
    return "'queue': {" + members + "}";
  }

  private long pauses() {
    return host.connections(plugin()).stream().mapToLong(each -> each.pauses()).sum();
  }

  /** Floods the plugin over one connection, and waits until it knows of every text. */
  private Numbered flood(String queue) throws Exception {
    Numbered handler = new Numbered(1_000);
    start(manifest(ingress("tap", bounded(queue), sources(source("/tap"))))).offer(handler, "tap");
    TestPeer peer = gateway.awaitPeer();
    long began = System.nanoTime();
    Numbered.send(peer, TEXTS);
    await("each text is delivered or told to be lost")
        .atMost(ENOUGH)
        .until(() -> handler.texts() + handler.lost() == TEXTS);
    System.out.printf(
        "%s: %d texts in %d ms, %d delivered, %d lost, %d pauses%n",
        test.getMethodName(),
        TEXTS,
        (System.nanoTime() - began) / 1_000_000,
        handler.texts(),
        handler.lost(),
        pauses());
    return handler;
  }

  private void requireExactAccounts(Numbered handler) {
    assertEquals("out of their order", 0, handler.misplaced());
    assertEquals(handler.lost(), queue("tap").dropped());
    assertEquals(handler.lostBytes(), queue("tap").droppedBytes());
    assertEquals("all and the open event", TEXTS + 1, queue("tap").accepted());
    assertEquals(1, gateway.acceptedSockets());
  }

  @Test
  public void nothingIsLostWherePausesAreMade() throws Exception {
    Numbered handler = flood("'capacity': 64, 'overflow': 'pause'");

    requireExactAccounts(handler);
    assertEquals(0, handler.lost());
    assertNotEquals(0, pauses());
  }

  @Test
  public void eachTextIsAccountedForWhereTheOldestAreDropped() throws Exception {
    Numbered handler = flood("'capacity': 64, 'overflow': 'drop_oldest'");

    requireExactAccounts(handler);
    assertNotEquals(0, handler.lost());
  }

  @Test
  public void eachTextIsAccountedForWhereTheNewestAreDropped() throws Exception {
    Numbered handler = flood("'capacity': 64, 'overflow': 'drop_newest'");

    requireExactAccounts(handler);
    assertNotEquals(0, handler.lost());
  }

  @Test
  public void eightConnectionsThatFloodOneHandlerKeepTheirOrders() throws Exception {
    int connections = 8;
    long texts = TEXTS / connections;
    Numbered handler = new Numbered(1_000);
    String[] all =
        IntStream.range(0, connections)
            .mapToObj(number -> source("/tap/" + number))
            .toArray(String[]::new);
    gateway.play(peer -> Numbered.send(peer, texts));

    start(manifest(ingress("tap", bounded("'capacity': 64"), sources(all)))).offer(handler, "tap");

    await().atMost(ENOUGH).until(() -> handler.texts() == connections * texts);
    assertEquals("out of their order, or at the same time", 0, handler.misplaced());
    assertEquals(0, handler.lost());
  }

  @Test
  public void nineQuietOnesGetAllInItsOrderBesideOneThatIsFlooded() throws Exception {
    List<TestPeer> peers = new ArrayList<>();
    gateway.play(
        peer -> {
          if (peer.handshake().requestTarget().equals("/flooded")) {
            EchoTraffic.flood().play(peer);
          }
        });
    for (int number = 0; number < QUIET; number++) {
      peers.add(startQuiet(number));
    }
    long[] alone = echoAll(peers);
    String manifest =
        manifest(ingress("tap", "'event_kinds': ['websocket_text']", sources(source("/flooded"))));
    start(manifest).offer(event -> List.of(), "tap");
    await().atMost(Host.LIMIT).until(() -> queue("tap").delivered() > 1_000);

    long[] beside = echoAll(peers);

    System.out.printf(
        "a quiet one's 99th of 100 round trips: alone %d us, beside a flood %d us%n",
        percentile99(alone), percentile99(beside));
  }

  private TestPeer startQuiet(int number) throws Exception {
    String name = plugin() + ".quiet" + number;
    host.grant(name, values(Map.of()));
    String manifest = manifest(ingress("tap", sources(source("/quiet/" + number))));
    new PluginCode(host.start(fixture().named(name).declaring(manifest)))
        .offer(
            event ->
                event instanceof WebSocketText text
                    ? List.of(OutputCommand.send(event.connection(), text.text()))
                    : List.of(),
            "tap");
    return awaitPeer("/quiet/" + number);
  }

  /**
   * Has each one send all back in its order, and tells how long each round took, in microseconds.
   */
  private static long[] echoAll(List<TestPeer> peers) throws Exception {
    long[] micros = new long[ECHOES];
    for (int i = 0; i < ECHOES; i++) {
      String text = "text " + i;
      long began = System.nanoTime();
      for (TestPeer peer : peers) {
        peer.send(text);
      }
      for (TestPeer peer : peers) {
        assertEquals(text, peer.awaitText());
      }
      micros[i] = (System.nanoTime() - began) / 1_000;
    }
    return micros;
  }

  private static long percentile99(long[] values) {
    long[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length * 99 / 100];
  }

  @Test
  public void aFullQueueTakesLittleMoreMemoryThanItsBytes() throws Exception {
    configure(
        "io.sluice.ingress", Map.of("queue_max_bytes", QUEUE_BYTES, "queue_capacity", 65_536L));
    String text = "x".repeat(64 << 10);
    String queue = bounded("'max_bytes': " + QUEUE_BYTES + ", 'capacity': 65536");
    start(manifest(ingress("tap", queue, sources(source("/tap")))))
        .offer(
            event -> {
              gate.await();
              return List.of();
            },
            "tap");
    TestPeer peer = gateway.awaitPeer();
    long before = heap();

    for (long sent = 0; sent < QUEUE_BYTES; sent += text.length()) {
      peer.send(text);
    }
    await().atMost(Host.LIMIT).until(() -> queue("tap").bytes() == QUEUE_BYTES);

    long more = heap() - before;
    assertTrue(more + " bytes for " + QUEUE_BYTES, more < QUEUE_BYTES * 5 / 2);
  }

  private static long heap() {
    System.gc();
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }
}
