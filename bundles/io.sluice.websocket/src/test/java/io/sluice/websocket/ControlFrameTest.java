// SPDX-License-Identifier: Apache-2.0
package io.sluice.websocket;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertNotNull;
import static org.junit.Assert.assertNull;

import io.sluice.api.event.ClosedBy;
import io.sluice.api.event.WebSocketClosed;
import io.sluice.api.event.WebSocketFailed;
import io.sluice.spi.connection.ConnectionReport.State;
import io.sluice.spi.plugin.SourceSpec.Liveness;
import io.sluice.spi.plugin.SourceSpec.Reconnect;
import io.sluice.testkit.TestPeer;
import io.sluice.testkit.WireFrame;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.Rule;
import org.junit.Test;

public class ControlFrameTest {

  @Rule public final DriverRule host = new DriverRule();

  private static byte[] flood(int opcode, int count) {
    byte[] frame = new WireFrame(opcode, true, new byte[1]).toBytes();
    ByteBuffer flood = ByteBuffer.allocate(count * frame.length);
    for (int i = 0; i < count; i++) {
      flood.put(frame);
    }
    return flood.array();
  }

  private TestPeer open(Liveness liveness) throws Exception {
    TestSource source = host.source();
    source.liveness = liveness;
    source.reconnect = new Reconnect(Reconnect.Mode.NONE, 1, 1, Set.of());
    return host.open(source);
  }

  private void assertLost(String failure) {
    WebSocketClosed closed = host.port.awaitFirst(WebSocketClosed.class);
    assertEquals(1006, closed.code());
    assertEquals(ClosedBy.NETWORK, closed.closedBy());
    assertEquals(failure, host.port.awaitFirst(WebSocketFailed.class).failure());
    host.awaitNoSockets();
  }

  @Test
  public void aPingIsAnsweredWithItsPayload() throws Exception {
    TestPeer peer = host.open();
    peer.send(new WireFrame(WireFrame.PING, true, "hello".getBytes(UTF_8)));
    WireFrame pong = peer.awaitControl();
    assertEquals(WireFrame.PONG, pong.opcode());
    assertEquals("hello", pong.text());
  }

  @Test
  public void anEmptyPingIsAnswered() throws Exception {
    TestPeer peer = host.open();
    peer.send(new WireFrame(WireFrame.PING, true, new byte[0]));
    assertEquals(WireFrame.PONG, peer.awaitControl().opcode());
  }

  @Test
  public void readingGoesOnAfterAPing() throws Exception {
    TestPeer peer = host.open();
    peer.sendBytes(flood(WireFrame.PING, 3));
    peer.send("text");
    host.port.awaitTexts(1);
    assertEquals(List.of("websocket_open", "websocket_text"), host.port.kinds());
    assertEquals(4, host.report().framesIn());
  }

  @Test
  public void thePeerIsPingedAndItsPongTimed() throws Exception {
    open(new Liveness(10, 20_000, 0));
    await().atMost(DriverRule.LIMIT).until(() -> host.report().lastPongAt() != null);
    assertNotNull(host.report().roundTrip());
    // The timer takes note of it.
    await().atMost(DriverRule.LIMIT).until(() -> host.report().lastFrameAt() != null);
    assertEquals(List.of("websocket_open"), host.port.kinds());
  }

  @Test
  public void aPongThatNobodyAskedForIsNoSignOfLife() throws Exception {
    TestPeer peer = open(new Liveness(0, 20_000, 0));
    peer.send(new WireFrame(WireFrame.PONG, true, new byte[8]));
    peer.send("text");
    host.port.awaitTexts(1);
    assertNull(host.report().lastPongAt());
    assertNull(host.report().roundTrip());
    assertEquals(State.CONNECTED, host.report().state());
  }

  @Test
  public void aPeerThatDoesNotAnswerPingsIsLost() throws Exception {
    open(new Liveness(10, 50, 0)).goSilent();
    assertLost("pong_timeout");
  }

  @Test
  public void aPeerThatIsSilentForTooLongIsLost() throws Exception {
    open(new Liveness(0, 20_000, 50));
    assertLost("silence_timeout");
  }

  @Test
  public void noSignOfLifeIsAwaitedWhileReadingIsPaused() throws Exception {
    host.port.capacity(1);
    TestPeer peer = open(new Liveness(20, 20_000, 0));
    peer.send("1");
    peer.send("2");
    await().atMost(DriverRule.LIMIT).until(host.port::isAwaitingRoom);
    // Once for a ping to be due, and once for its pong.
    for (int i = 0; i < 2; i++) {
      host.skip(Duration.ofSeconds(25));
      await()
          .during(Duration.ofMillis(200))
          .atMost(DriverRule.LIMIT)
          .until(() -> host.report().state(), State.CONNECTED::equals);
    }
    host.port.drain();
    host.port.awaitTexts(2);
  }

  @Test
  public void tooManyPingsCloseTheConnection() throws Exception {
    host.limits.controlFramesPerSecond = 20;
    TestPeer peer = host.open();
    peer.sendBytes(flood(WireFrame.PING, 1_000));
    assertEquals(1008, peer.awaitClose().closeCode());
    assertEquals("control_flood", host.port.awaitFirst(WebSocketFailed.class).failure());
    assertEquals(1008, host.port.awaitFirst(WebSocketClosed.class).code());
    host.awaitNoSockets();
  }

  @Test
  public void aPeerThatTakesNoPongsIsLost() throws Exception {
    host.limits.controlFramesPerSecond = 10_000_000;
    host.limits.sendTimeout = Duration.ofMillis(200);
    TestPeer peer = open(new Liveness(0, 20_000, 0));
    peer.stopReading();
    Thread flood = new Thread(() -> pingUntilCutOff(peer), "test-flood");
    flood.start();
    assertEquals("send_timeout", host.port.awaitFirst(WebSocketFailed.class).failure());
    flood.join();
    peer.readOn();
    host.awaitNoSockets();
  }

  private static void pingUntilCutOff(TestPeer peer) {
    WireFrame ping = new WireFrame(WireFrame.PING, true, new byte[125]);
    try {
      while (true) {
        peer.send(ping);
      }
    } catch (IOException e) {
      // The host has closed the socket.
    }
  }

  @Test
  public void tooManyPongsCloseTheConnection() throws Exception {
    host.limits.controlFramesPerSecond = 20;
    TestPeer peer = host.open();
    peer.sendBytes(flood(WireFrame.PONG, 1_000));
    assertEquals(1008, peer.awaitClose().closeCode());
    assertEquals("control_flood", host.port.awaitFirst(WebSocketFailed.class).failure());
    host.awaitNoSockets();
  }

  @Test
  public void pingsThatPiledUpWhileReadingWasPausedAreNoFlood() throws Exception {
    host.limits.controlFramesPerSecond = 20;
    host.port.capacity(1);
    TestPeer peer = host.open();
    peer.send("1");
    peer.send("2");
    await().atMost(DriverRule.LIMIT).until(host.port::isAwaitingRoom);
    peer.sendBytes(flood(WireFrame.PING, 22));
    await()
        .pollDelay(Duration.ofMillis(150))
        .atMost(DriverRule.LIMIT)
        .until(host.port::isAwaitingRoom);
    host.port.capacity(3);
    host.port.drain();
    peer.send("3");
    host.port.awaitTexts(3);
    assertEquals(State.CONNECTED, host.report().state());
  }
}
