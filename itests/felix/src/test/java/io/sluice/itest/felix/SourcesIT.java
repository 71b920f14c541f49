// SPDX-License-Identifier: Apache-2.0
package io.sluice.itest.felix;

import static io.sluice.itest.felix.ManifestText.ingress;
import static io.sluice.itest.felix.ManifestText.manifest;
import static io.sluice.itest.felix.ManifestText.source;
import static io.sluice.itest.felix.ManifestText.sources;
import static org.awaitility.Awaitility.await;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import io.sluice.api.command.OutputCommand;
import io.sluice.api.event.IngressEvent;
import io.sluice.api.event.WebSocketText;
import io.sluice.spi.connection.ConnectionReport;
import io.sluice.spi.roster.PluginReport.Status;
import io.sluice.testkit.TestPeer;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.Test;

/** Several sources, ingresses and connections of one plugin. */
public class SourcesIT extends PluginTest {

  private static final String TWO_INGRESSES =
      manifest(
          ingress("left", sources(source("/left"))), ingress("right", sources(source("/right"))));

  private static List<String> numbered(String prefix, int number) {
    return IntStream.rangeClosed(1, number).mapToObj(i -> prefix + " " + i).toList();
  }

  private static void sendAll(TestPeer peer, List<String> texts) throws Exception {
    for (String text : texts) {
      peer.send(text);
    }
  }

  @Test
  public void theSourcesOfAnIngressAreToldApart() throws Exception {
    Recorder recorder = new Recorder();
    start(manifest(ingress("tap", sources(source("/a"), source("/b")))), recorder, "tap");
    awaitPeer("/a").send("from a");
    awaitPeer("/b").send("from b");

    await().atMost(Host.LIMIT).until(() -> recorder.texts().size() == 2);
    Map<String, String> sources =
        recorder.all(WebSocketText.class).stream()
            .collect(Collectors.toMap(WebSocketText::text, WebSocketText::source));
    assertEquals(
        Map.of(
            "from a", "websocket:" + gateway.url("/a"), "from b", "websocket:" + gateway.url("/b")),
        sources);
  }

  @Test
  public void anAnswerGoesToTheConnectionThatItNames() throws Exception {
    Recorder recorder =
        new Recorder(
            event ->
                event instanceof WebSocketText text
                    ? List.of(OutputCommand.send(text.connection(), "to " + text.text()))
                    : List.of());
    start(manifest(ingress("tap", sources(source("/a"), source("/b")))), recorder, "tap");
    TestPeer a = awaitPeer("/a");
    TestPeer b = awaitPeer("/b");

    b.send("b");
    a.send("a");

    assertEquals("to a", a.awaitText());
    assertEquals("to b", b.awaitText());
  }

  @Test
  public void aSourceThatFailsLeavesTheOtherSourcesConnected() throws Exception {
    gateway.answer(
        handshake ->
            handshake.requestTarget().equals("/b")
                ? "HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n"
                : handshake.accept(handshake.firstSubprotocol()));
    Recorder recorder = new Recorder();
    start(manifest(ingress("tap", sources(source("/a"), source("/b")))), recorder, "tap");
    TestPeer peer = gateway.awaitPeer();

    await("one is connected and one failed")
        .atMost(Host.LIMIT)
        .until(
            () -> host.connections(plugin()).stream().map(ConnectionReport::state).toList(),
            List.of(ConnectionReport.State.CONNECTED, ConnectionReport.State.FAILED)::equals);

    peer.send("still here");
    await().atMost(Host.LIMIT).until(() -> recorder.texts().equals(List.of("still here")));
  }

  @Test
  public void oneHandlerServesSeveralIngresses() throws Exception {
    start(
        manifest(
            ingress("main", sources(source("/main"))), ingress("side", sources(source("/side")))));
    TestPeer main = awaitPeer("/main");
    TestPeer side = awaitPeer("/side");

    main.send("echo main");
    side.send("echo side");

    assertEquals("main", main.awaitText());
    assertEquals("side", side.awaitText());
    host.awaitStatus(plugin(), Status.RUNNING);
  }

  @Test
  public void twoIngressesWithHandlersOfTheirOwnNeverOverlap() throws Exception {
    Recorder recorder = new Recorder();
    PluginCode code = start(TWO_INGRESSES);
    code.offer(recorder, "left");
    code.offer(recorder, "right");
    TestPeer left = awaitPeer("/left");
    TestPeer right = awaitPeer("/right");

    for (int i = 0; i < 500; i++) {
      left.send("l");
      right.send("r");
    }

    await().atMost(Host.LIMIT).until(() -> recorder.texts().size() == 1_000);
    assertEquals(1, recorder.mostInside());
  }

  @Test
  public void twoIngressesTakeTurns() throws Exception {
    CountDownLatch gate = new CountDownLatch(1);
    Recorder recorder =
        new Recorder(
            event -> {
              gate.await();
              return List.of();
            });
    PluginCode code = start(TWO_INGRESSES);
    code.offer(recorder, "left", "right");
    sendAll(awaitPeer("/left"), Collections.nCopies(200, "left"));
    sendAll(awaitPeer("/right"), Collections.nCopies(200, "right"));
    await("both queues are filled")
        .atMost(Host.LIMIT)
        .until(() -> queue("left").depth() >= 200 && queue("right").depth() >= 200);

    gate.countDown();

    await().atMost(Host.LIMIT).until(() -> recorder.texts().size() == 400);
    List<String> first = recorder.texts().subList(0, 100);
    assertTrue(first.toString(), Collections.frequency(first, "left") >= 20);
    assertTrue(first.toString(), Collections.frequency(first, "right") >= 20);
  }

  @Test
  public void eachConnectionKeepsItsOrderAmongEight() throws Exception {
    List<String> paths = Stream.of("a", "b", "c", "d", "e", "f", "g", "h").toList();
    Recorder recorder = new Recorder();
    gateway.play(peer -> sendAll(peer, numbered(peer.handshake().requestTarget(), 300)));
    start(
        manifest(
            ingress(
                "tap",
                sources(paths.stream().map(path -> source("/" + path)).toArray(String[]::new)))),
        recorder,
        "tap");

    await().atMost(Host.LIMIT).until(() -> recorder.texts().size() == 8 * 300);

    Map<String, List<String>> byConnection =
        recorder.all(WebSocketText.class).stream()
            .collect(
                Collectors.groupingBy(
                    IngressEvent::connection,
                    Collectors.mapping(WebSocketText::text, Collectors.toList())));
    assertEquals(
        paths.stream().map(path -> numbered("/" + path, 300)).collect(Collectors.toSet()),
        Set.copyOf(byConnection.values()));
    assertEquals(1, recorder.mostInside());
  }
}
