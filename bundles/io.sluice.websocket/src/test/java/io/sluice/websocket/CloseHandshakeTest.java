// SPDX-License-Identifier: Apache-2.0
package io.sluice.websocket;

import static org.awaitility.Awaitility.await;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import io.sluice.api.event.ClosedBy;
import io.sluice.api.event.WebSocketClosed;
import io.sluice.api.event.WebSocketFailed;
import io.sluice.api.event.WebSocketOpened;
import io.sluice.api.event.WebSocketReconnectNeeded;
import io.sluice.spi.connection.ConnectionReport.State;
import io.sluice.spi.plugin.SourceSpec.Reconnect;
import io.sluice.testkit.TestPeer;
import io.sluice.testkit.WireFrame;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.Rule;
import org.junit.Test;

public class CloseHandshakeTest {

  @Rule public final DriverRule host = new DriverRule();

  private TestSource sourceWithoutReconnect() {
    TestSource source = host.source();
    source.reconnect = new Reconnect(Reconnect.Mode.NONE, 1, 1, Set.of());
    return source;
  }

  private void assertClosed(int code, String reason, ClosedBy by) {
    WebSocketClosed closed = host.port.awaitFirst(WebSocketClosed.class);
    assertEquals(code, closed.code());
    assertEquals(reason, closed.reason());
    assertEquals(by, closed.closedBy());
  }

  @Test
  public void thePeersCloseIsAnsweredAndTold() throws Exception {
    TestPeer peer = host.open(sourceWithoutReconnect());
    peer.close(1000, "bye");
    assertEquals(1000, peer.awaitClose().closeCode());
    assertClosed(1000, "bye", ClosedBy.PEER);
    host.awaitNoSockets();
    host.port.awaitFirst(WebSocketReconnectNeeded.class);
    assertEquals(
        List.of("websocket_open", "websocket_close", "websocket_reconnect_needed"),
        host.port.kinds());
  }

  @Test
  public void aTextThatWaitsForRoomAtTheEndIsToldToBeLost() throws Exception {
    TestPeer peer = host.open(sourceWithoutReconnect());
    host.port.capacity(1);
    peer.send("a");
    peer.send("b");
    await().atMost(DriverRule.LIMIT).until(host.port::isAwaitingRoom);
    host.close(1000, "");
    assertClosed(1000, "", ClosedBy.PLUGIN);
    assertEquals(List.of("a"), host.port.texts());
    assertEquals(List.of("b"), host.port.lost());
  }

  @Test
  public void aCloseWithoutACodeIsTold() throws Exception {
    TestPeer peer = host.open(sourceWithoutReconnect());
    peer.send(new WireFrame(WireFrame.CLOSE, true, new byte[0]));
    assertClosed(1005, "", ClosedBy.PEER);
    host.awaitNoSockets();
  }

  @Test
  public void textsBeforeThePeersCloseAreDeliveredFirst() throws Exception {
    TestPeer peer = host.open(sourceWithoutReconnect());
    peer.send("1");
    peer.send("2");
    peer.close(1000, "");
    // The state changes before the plugin is told.
    host.port.awaitFirst(WebSocketReconnectNeeded.class);
    host.awaitState(State.FAILED);
    assertEquals(
        List.of(
            "websocket_open",
            "websocket_text",
            "websocket_text",
            "websocket_close",
            "websocket_reconnect_needed"),
        host.port.kinds());
  }

  @Test
  public void aTextAfterThePeersCloseIsNotDelivered() throws Exception {
    TestPeer peer = host.open(sourceWithoutReconnect());
    peer.goSilent();
    peer.sendBytes(Frames.together(WireFrame.close(1000, ""), WireFrame.text("late")));
    host.awaitState(State.FAILED);
    assertEquals(List.of(), host.port.texts());
  }

  @Test
  public void aCloseCodeThatMustNotBeSentIsAProtocolError() throws Exception {
    TestPeer peer = host.open(sourceWithoutReconnect());
    peer.close(1005, "");
    assertEquals(1002, peer.awaitClose().closeCode());
    assertClosed(1002, "protocol_error", ClosedBy.HOST);
    host.awaitNoSockets();
  }

  @Test
  public void aCloseFrameOfOneByteIsAProtocolError() throws Exception {
    TestPeer peer = host.open(sourceWithoutReconnect());
    peer.send(new WireFrame(WireFrame.CLOSE, true, new byte[1]));
    assertEquals(1002, peer.awaitClose().closeCode());
    host.awaitNoSockets();
  }

  @Test
  public void aPeerThatClosesIsConnectedAgain() throws Exception {
    host.open().close(1000, "");
    TestPeer next = host.gateway.awaitPeer();
    assertEquals(2, host.port.await(WebSocketOpened.class, 2).attempt());
    assertTrue(next.isOpen());
    assertEquals(1, host.gateway.mostOpenConnections());
  }

  @Test
  public void aTerminalCodeIsNotRetried() throws Exception {
    host.open().close(4004, "authentication failed");
    assertEquals(
        "terminal_close_code", host.port.awaitFirst(WebSocketReconnectNeeded.class).reason());
    host.awaitState(State.FAILED);
    host.awaitNoSockets();
    assertEquals(1, host.gateway.acceptedSockets());
  }

  @Test
  public void aCodeThatTheSourceCallsTerminalIsNotRetried() throws Exception {
    TestSource source = host.source();
    source.reconnect = new Reconnect(Reconnect.Mode.BACKOFF, 1, 1, Set.of(3500));
    host.open(source).close(3500, "");
    host.awaitState(State.FAILED);
    assertEquals("terminal_close_code", host.report().reason());
  }

  @Test
  public void afterAPolicyViolationTheNextAttemptIsLate() throws Exception {
    host.open().close(1008, "");
    host.awaitState(State.RECONNECT_WAIT);
    assertEquals("close_1008", host.report().reason());
    assertEquals(1, host.gateway.acceptedSockets());
  }

  @Test
  public void thePluginsCloseReachesThePeer() throws Exception {
    TestPeer peer = host.open(sourceWithoutReconnect());
    host.close(4000, "enough");
    WireFrame close = peer.awaitClose();
    assertEquals(4000, close.closeCode());
    assertEquals("enough", close.closeReason());
    assertClosed(4000, "enough", ClosedBy.PLUGIN);
    host.awaitNoSockets();
  }

  @Test
  public void aConnectionThatThePluginClosedIsConnectedAgain() throws Exception {
    host.open();
    host.close(1000, "");
    host.gateway.awaitPeer();
    host.port.await(WebSocketOpened.class, 2);
  }

  @Test
  public void aTextAfterThePluginsCloseIsNotDelivered() throws Exception {
    TestPeer peer = host.open(sourceWithoutReconnect());
    peer.goSilent();
    host.close(1000, "");
    peer.awaitClose();
    peer.send("late");
    peer.close(1000, "");
    host.awaitState(State.FAILED);
    assertEquals(List.of(), host.port.texts());
  }

  @Test
  public void aPeerThatDoesNotAnswerTheCloseIsCut() throws Exception {
    host.limits.closeTimeout = Duration.ofMillis(50);
    TestPeer peer = host.open(sourceWithoutReconnect());
    peer.goSilent();
    host.close(1000, "");
    peer.awaitClose();
    peer.awaitEnd();
    assertClosed(1000, "", ClosedBy.PLUGIN);
    host.awaitState(State.FAILED);
  }

  @Test
  public void bothMayCloseAtOnce() throws Exception {
    TestPeer peer = host.open(sourceWithoutReconnect());
    peer.goSilent();
    host.close(4000, "");
    peer.close(4001, "");
    assertEquals(4000, peer.awaitClose().closeCode());
    assertClosed(4000, "", ClosedBy.PLUGIN);
    host.awaitState(State.FAILED);
    assertEquals(1, host.port.events(WebSocketClosed.class).size());
    host.awaitNoSockets();
  }

  @Test
  public void aPeerThatDropsTheConnectionIsToldOnce() throws Exception {
    host.open(sourceWithoutReconnect()).drop();
    assertClosed(1006, "", ClosedBy.NETWORK);
    host.awaitState(State.FAILED);
    assertEquals(1, host.port.events(WebSocketClosed.class).size());
    assertEquals("connection_lost", host.port.awaitFirst(WebSocketFailed.class).failure());
  }

  @Test
  public void aPeerThatResetsTheConnectionIsToldOnce() throws Exception {
    host.open(sourceWithoutReconnect()).reset();
    assertClosed(1006, "", ClosedBy.NETWORK);
    host.awaitState(State.FAILED);
    assertEquals(1, host.port.events(WebSocketClosed.class).size());
    assertEquals("connection_lost", host.port.awaitFirst(WebSocketFailed.class).failure());
  }

  private void assertNothingDelivered(int... bytes) throws Exception {
    TestPeer peer = host.open(sourceWithoutReconnect());
    byte[] sent = new byte[bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      sent[i] = (byte) bytes[i];
    }
    peer.sendBytes(sent);
    peer.drop();
    assertClosed(1006, "", ClosedBy.NETWORK);
    host.port.awaitFirst(WebSocketReconnectNeeded.class);
    assertEquals(
        List.of(
            "websocket_open", "websocket_error", "websocket_close", "websocket_reconnect_needed"),
        host.port.kinds());
  }

  @Test
  public void nothingOfATextThatIsCutOffIsDelivered() throws Exception {
    assertNothingDelivered(0x81, 10, 'a', 'b');
  }

  @Test
  public void nothingOfATextThatIsCutOffInItsHeaderIsDelivered() throws Exception {
    assertNothingDelivered(0x81, 126, 1);
  }

  @Test
  public void nothingOfATextThatIsCutOffInACharacterIsDelivered() throws Exception {
    assertNothingDelivered(0x01, 3, 'a', 0xe2, 0x82);
  }

  @Test
  public void aPeerThatGivesUpInALongPauseIsNoFaultOfTheNetwork() throws Exception {
    TestPeer peer = host.open(sourceWithoutReconnect());
    host.port.capacity(1);
    peer.send("a");
    peer.send("b");
    await().atMost(DriverRule.LIMIT).until(host.port::isAwaitingRoom);
    host.skip(Duration.ofSeconds(11));
    peer.drop();
    host.port.drain();
    assertClosed(1006, "", ClosedBy.NETWORK);
    assertEquals("paused_too_long", host.port.awaitFirst(WebSocketFailed.class).failure());
  }

  @Test
  public void aConnectionThatIsLostIsConnectedAgain() throws Exception {
    host.open().reset();
    host.gateway.awaitPeer();
    host.port.await(WebSocketOpened.class, 2);
    assertEquals(1, host.gateway.mostOpenConnections());
  }

  @Test
  public void aConnectionThatStaysOpenCountsAsStable() throws Exception {
    host.limits.stableAfter = Duration.ofMillis(1);
    TestPeer peer = host.open();
    await().atMost(DriverRule.LIMIT).until(() -> host.report().attempts(), tries -> tries == 0);
    peer.drop();
    assertEquals(1, host.port.await(WebSocketOpened.class, 2).attempt());
  }
}
