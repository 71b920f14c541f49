// SPDX-License-Identifier: Apache-2.0
package io.sluice.itest.felix;

import static io.sluice.itest.felix.ManifestText.SOON;
import static io.sluice.itest.felix.ManifestText.ingress;
import static io.sluice.itest.felix.ManifestText.manifest;
import static io.sluice.itest.felix.ManifestText.source;
import static io.sluice.itest.felix.ManifestText.sources;
import static org.awaitility.Awaitility.await;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertNotEquals;
import static org.junit.Assert.assertTrue;

import io.sluice.api.event.AuthorityRevoked;
import io.sluice.api.event.ClosedBy;
import io.sluice.api.event.IngressEvent;
import io.sluice.api.event.WebSocketClosed;
import io.sluice.api.event.WebSocketFailed;
import io.sluice.api.event.WebSocketOpened;
import io.sluice.api.event.WebSocketReconnectNeeded;
import io.sluice.api.event.WebSocketText;
import io.sluice.spi.connection.ConnectionReport;
import io.sluice.testkit.TestPeer;
import io.sluice.testkit.WireFrame;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.Test;
import org.osgi.service.cm.Configuration;

/** What a handler is told of the connections of one source, and in which order. */
public class EventsIT extends PluginTest {

  private final Recorder recorder = new Recorder();

  private TestPeer connect(String... members) throws Exception {
    start(manifest(ingress("tap", sources(source("/tap", members)))), recorder, "tap");
    return gateway.awaitPeer();
  }

  @Test
  public void anOpenedConnectionTellsWhereItComesFrom() throws Exception {
    start(
        manifest(
            ingress("tap", sources(source("/tap?key=hidden", "'subprotocols': ['sluice.v1']")))),
        recorder,
        "tap");

    WebSocketOpened opened = recorder.next(WebSocketOpened.class);

    assertEquals(Optional.of("sluice.v1"), opened.subprotocol());
    assertEquals("tap", opened.ingress());
    assertEquals("websocket:" + gateway.url("/tap"), opened.source());
    assertEquals(1, opened.attempt());
  }

  @Test
  public void theEventsOfAConnectionComeInTheirOrder() throws Exception {
    TestPeer peer = connect();
    peer.send("one");
    peer.send("two");
    peer.close(1000, "bye");

    WebSocketOpened opened = recorder.next(WebSocketOpened.class);
    WebSocketText one = recorder.next(WebSocketText.class);
    WebSocketText two = recorder.next(WebSocketText.class);
    WebSocketClosed closed = recorder.next(WebSocketClosed.class);

    assertEquals("one", one.text());
    assertEquals("two", two.text());
    List<IngressEvent> events = List.of(opened, one, two, closed);
    assertEquals(1, events.stream().map(IngressEvent::connection).distinct().count());
    List<String> ids = events.stream().map(IngressEvent::id).toList();
    assertEquals(ids.stream().sorted().distinct().toList(), ids);
  }

  @Test
  public void aPeerThatClosesIsNamedWithItsCodeAndReason() throws Exception {
    TestPeer peer = connect();
    recorder.next(WebSocketOpened.class);

    peer.close(4123, "out of tea");

    WebSocketClosed closed = recorder.next(WebSocketClosed.class);
    assertEquals(4123, closed.code());
    assertEquals("out of tea", closed.reason());
    assertEquals(ClosedBy.PEER, closed.closedBy());
  }

  @Test
  public void aConnectionThatBreaksOffIsAnErrorAndThenAClose() throws Exception {
    TestPeer peer = connect();
    recorder.next(WebSocketOpened.class);

    peer.drop();

    assertEquals("connection_lost", recorder.next(WebSocketFailed.class).failure());
    WebSocketClosed closed = recorder.next(WebSocketClosed.class);
    assertEquals(1006, closed.code());
    assertEquals(ClosedBy.NETWORK, closed.closedBy());
  }

  @Test
  public void aMessageThatIsNotAllowedIsAnErrorAndThenClosedByTheHost() throws Exception {
    TestPeer peer = connect("'binary': 'close'");
    recorder.next(WebSocketOpened.class);

    peer.send(new WireFrame(WireFrame.BINARY, true, new byte[] {1, 2, 3}));

    assertEquals("unsupported_frame", recorder.next(WebSocketFailed.class).failure());
    WebSocketClosed closed = recorder.next(WebSocketClosed.class);
    assertEquals(1003, closed.code());
    assertEquals(ClosedBy.HOST, closed.closedBy());
    assertEquals(1003, peer.awaitClose().closeCode());
  }

  @Test
  public void aReconnectIsTheNextAttemptOfAnotherConnection() throws Exception {
    TestPeer peer = connect(SOON);
    WebSocketOpened first = recorder.next(WebSocketOpened.class);
    peer.close(1012, "restart");
    recorder.next(WebSocketClosed.class);

    WebSocketOpened second = recorder.next(WebSocketOpened.class);

    assertEquals(2, second.attempt());
    assertNotEquals(first.connection(), second.connection());
    assertEquals(first.source(), second.source());
  }

  @Test
  public void anAttemptThatFailsIsAnErrorAndIsRetried() throws Exception {
    gateway.refuse("500 Oops");
    start(manifest(ingress("tap", sources(source("/tap", SOON)))), recorder, "tap");
    WebSocketFailed failed = recorder.next(WebSocketFailed.class);
    gateway.accepting();

    assertEquals("http_500", failed.failure());
    assertEquals(1, failed.attempt());
    await()
        .atMost(Host.LIMIT)
        .until(() -> recorder.all(WebSocketOpened.class), opened -> !opened.isEmpty());
  }

  @Test
  public void aForbiddenHandshakeNeedsSomebody() throws Exception {
    gateway.refuse("403 Forbidden");
    start(manifest(ingress("tap", sources(source("/tap", SOON)))), recorder, "tap");

    assertEquals("http_403", recorder.next(WebSocketFailed.class).failure());
    assertEquals("http_403", recorder.next(WebSocketReconnectNeeded.class).reason());
    host.awaitConnection(plugin(), ConnectionReport.State.FAILED);
    assertEquals(1, gateway.acceptedSockets());
  }

  @Test
  public void aCloseCodeThatNoRetryHelpsAgainstNeedsSomebody() throws Exception {
    TestPeer peer = connect(SOON);
    recorder.next(WebSocketOpened.class);

    peer.close(4004, "not authenticated");

    assertEquals(4004, recorder.next(WebSocketClosed.class).code());
    assertEquals("terminal_close_code", recorder.next(WebSocketReconnectNeeded.class).reason());
    host.awaitConnection(plugin(), ConnectionReport.State.FAILED);
    assertEquals(1, gateway.acceptedSockets());
  }

  @Test
  public void aCloseCodeThatTheManifestCallsTerminalNeedsSomebody() throws Exception {
    TestPeer peer = connect(SOON, "'terminal_codes': [4321]");
    recorder.next(WebSocketOpened.class);

    peer.close(4321, "");

    recorder.next(WebSocketClosed.class);
    assertEquals("terminal_close_code", recorder.next(WebSocketReconnectNeeded.class).reason());
  }

  @Test
  public void aSourceThatDoesNotReconnectNeedsSomebody() throws Exception {
    TestPeer peer = connect("'reconnect': {'mode': 'none'}");
    recorder.next(WebSocketOpened.class);

    peer.close(1000, "");

    recorder.next(WebSocketClosed.class);
    assertEquals("reconnect_none", recorder.next(WebSocketReconnectNeeded.class).reason());
    host.awaitConnection(plugin(), ConnectionReport.State.FAILED);
    assertEquals(1, gateway.acceptedSockets());
  }

  @Test
  public void aPluginIsToldThatItsGrantIsGone() throws Exception {
    Configuration grant = grant(Map.of());
    PluginCode code =
        new PluginCode(
            host.start(fixture().declaring(manifest(ingress("tap", sources(source("/tap")))))));
    code.offer(recorder, "tap");
    TestPeer peer = gateway.awaitPeer();
    recorder.next(WebSocketOpened.class);

    host.update(
        grant, plugin(), Map.of("ingress", "*", "param.port", String.valueOf(gateway.port())));

    assertEquals("not_granted", recorder.next(AuthorityRevoked.class).code());
    WebSocketClosed closed = recorder.next(WebSocketClosed.class);
    assertEquals(1008, closed.code());
    assertEquals(ClosedBy.HOST, closed.closedBy());
    assertEquals(1008, peer.awaitClose().closeCode());
  }

  @Test
  public void kindsThatAManifestDoesNotAskForAreCountedOnly() throws Exception {
    start(
        manifest(
            ingress(
                "tap",
                "'event_kinds': ['websocket_text', 'websocket_close']",
                sources(source("/tap", SOON)))),
        recorder,
        "tap");
    TestPeer peer = gateway.awaitPeer();
    peer.send("one");
    peer.drop();

    assertEquals("one", recorder.next(WebSocketText.class).text());
    recorder.next(WebSocketClosed.class);
    await("open, error and open again were counted")
        .atMost(Host.LIMIT)
        .until(() -> queue("tap").filtered() >= 3);
    assertTrue(recorder.all(WebSocketFailed.class).isEmpty());
  }

  @Test
  public void aTextInFragmentsIsOneEvent() throws Exception {
    TestPeer peer = connect();
    recorder.next(WebSocketOpened.class);

    peer.sendFragments("in ", "three ", "parts");

    assertEquals("in three parts", recorder.next(WebSocketText.class).text());
  }
}
