// SPDX-License-Identifier: Apache-2.0
package io.sluice.websocket;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;
import static org.junit.Assert.assertEquals;

import io.sluice.api.event.WebSocketClosed;
import io.sluice.api.event.WebSocketFailed;
import io.sluice.spi.connection.ConnectionReport.State;
import io.sluice.spi.plugin.QueueSpec;
import io.sluice.spi.plugin.QueueSpec.Overflow;
import io.sluice.spi.plugin.SourceSpec.Binary;
import io.sluice.spi.plugin.SourceSpec.Reconnect;
import io.sluice.testkit.TestPeer;
import io.sluice.testkit.WireFrame;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.Rule;
import org.junit.Test;

public class ReceivedMessageTest {

  @Rule public final DriverRule host = new DriverRule();

  private TestPeer openWithLimit(int maxTextBytes) throws Exception {
    TestSource source = host.source();
    source.maxTextBytes = maxTextBytes;
    return host.open(source);
  }

  private TestPeer openWithBinary(Binary binary) throws Exception {
    TestSource source = host.source();
    source.binary = binary;
    return host.open(source);
  }

  private static WireFrame frame(int opcode, boolean last, int... payload) {
    byte[] bytes = new byte[payload.length];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) payload[i];
    }
    return new WireFrame(opcode, last, bytes);
  }

  private static byte[] bytes(int... bytes) {
    return frame(0, true, bytes).payload();
  }

  private void assertDelivered(String... texts) {
    host.port.awaitTexts(texts.length);
    assertEquals(List.of(texts), host.port.texts());
  }

  /** The peer reads the code, the plugin is told of it, and of no text. */
  private void assertClosed(TestPeer peer, int code, String failure) throws Exception {
    assertEquals(code, peer.awaitClose().closeCode());
    assertClosed(code, failure);
  }

  private void assertClosed(int code, String failure) {
    assertEquals(code, host.port.awaitFirst(WebSocketClosed.class).code());
    assertEquals(failure, host.port.awaitFirst(WebSocketFailed.class).failure());
    assertEquals(
        List.of("websocket_open", "websocket_error", "websocket_close"), host.port.kinds());
    assertEquals(List.of(failure), host.diagnostics.codes());
    host.awaitState(State.RECONNECT_WAIT);
    host.awaitNoSockets();
  }

  @Test
  public void textsAreDeliveredInTheirOrder() throws Exception {
    TestPeer peer = host.open();
    peer.send("one");
    peer.send("two");
    peer.send("three");
    assertDelivered("one", "two", "three");
  }

  @Test
  public void anEmptyTextIsDelivered() throws Exception {
    host.open().send("");
    assertDelivered("");
  }

  @Test
  public void unusualCharactersAreDeliveredUnchanged() throws Exception {
    String text = "\u0000\u2028\uFEFF\uFFFD\uD83D\uDE00";
    host.open().send(text);
    assertDelivered(text);
  }

  @Test
  public void moreFramesThanAreReadInARowAreDelivered() throws Exception {
    TestPeer peer = host.open();
    int count = 2_500;
    byte[] frame = WireFrame.text("x").toBytes();
    ByteBuffer flood = ByteBuffer.allocate(count * frame.length);
    for (int i = 0; i < count; i++) {
      flood.put(frame);
    }
    peer.sendBytes(flood.array());
    host.port.awaitTexts(count);
    peer.send("last");
    host.port.awaitTexts(count + 1);
    assertEquals("last", host.port.texts().get(count));
  }

  @Test
  public void fragmentsMakeOneText() throws Exception {
    host.open().sendFragments("a", "", "b", "c");
    assertDelivered("abc");
  }

  @Test
  public void aCharacterMayBeSplitOverFragments() throws Exception {
    TestPeer peer = host.open();
    peer.send(frame(WireFrame.TEXT, false, 0xF0, 0x9F));
    peer.send(frame(WireFrame.CONTINUATION, true, 0x98, 0x80));
    assertDelivered("\uD83D\uDE00");
  }

  @Test
  public void aPingBetweenFragmentsIsAnsweredAndHarmsNothing() throws Exception {
    TestPeer peer = host.open();
    peer.send(new WireFrame(WireFrame.TEXT, false, "a".getBytes(UTF_8)));
    peer.send(new WireFrame(WireFrame.PING, true, "p".getBytes(UTF_8)));
    assertEquals("p", peer.awaitControl().text());
    peer.send(new WireFrame(WireFrame.CONTINUATION, true, "b".getBytes(UTF_8)));
    assertDelivered("ab");
  }

  @Test
  public void aTextAsLongAsAllowedIsDelivered() throws Exception {
    openWithLimit(1_000).send("x".repeat(1_000));
    assertDelivered("x".repeat(1_000));
  }

  @Test
  public void fragmentsThatAreTogetherAsLongAsAllowedAreDelivered() throws Exception {
    openWithLimit(1_000).sendFragments("x".repeat(600), "y".repeat(400));
    assertDelivered("x".repeat(600) + "y".repeat(400));
  }

  @Test
  public void aTextThatIsTooLongClosesTheConnection() throws Exception {
    TestPeer peer = openWithLimit(1_000);
    peer.send("x".repeat(1_001));
    assertClosed(1009, "message_too_large");
  }

  @Test
  public void fragmentsThatAreTogetherTooLongCloseTheConnection() throws Exception {
    TestPeer peer = openWithLimit(1_000);
    peer.sendFragments("x".repeat(600), "y".repeat(401));
    assertClosed(peer, 1009, "message_too_large");
  }

  @Test
  public void aFrameThatClaimsToBeHugeClosesTheConnection() throws Exception {
    TestPeer peer = host.open();
    peer.begin(Long.MAX_VALUE);
    assertClosed(peer, 1009, "message_too_large");
  }

  @Test
  public void aFrameOfNegativeLengthClosesTheConnection() throws Exception {
    TestPeer peer = host.open();
    peer.begin(-1);
    assertClosed(peer, 1009, "message_too_large");
  }

  @Test
  public void asManyFragmentsAsAllowedMakeOneText() throws Exception {
    host.limits.fragments = 3;
    host.open().sendFragments("a", "b", "c");
    assertDelivered("abc");
  }

  @Test
  public void eachTextHasBoundsOfItsOwn() throws Exception {
    host.limits.fragments = 3;
    TestPeer peer = openWithLimit(10);
    peer.sendFragments("1234", "5678", "90");
    peer.sendFragments("abcd", "efgh", "ij");
    assertDelivered("1234567890", "abcdefghij");
  }

  @Test
  public void tooManyFragmentsCloseTheConnection() throws Exception {
    host.limits.fragments = 3;
    TestPeer peer = host.open();
    peer.sendFragments("a", "b", "c", "d");
    assertClosed(peer, 1008, "too_many_fragments");
  }

  @Test
  public void endlessEmptyFragmentsCloseTheConnection() throws Exception {
    host.limits.fragments = 10;
    TestPeer peer = host.open();
    peer.send(frame(WireFrame.TEXT, false));
    byte[] flood = new byte[2_000];
    peer.sendBytes(flood);
    assertClosed(peer, 1008, "too_many_fragments");
  }

  @Test
  public void aTextThatIsNotCompletedInTimeClosesTheConnection() throws Exception {
    host.limits.assemblyTimeout = Duration.ofMillis(50);
    TestPeer peer = host.open();
    peer.send(frame(WireFrame.TEXT, false, 'a'));
    assertClosed(peer, 1008, "message_too_slow");
  }

  @Test
  public void aFrameThatIsNotCompletedInTimeClosesTheConnection() throws Exception {
    host.limits.assemblyTimeout = Duration.ofMillis(50);
    TestPeer peer = host.open();
    peer.sendBytes(bytes(0x81, 2, 'a'));
    assertClosed(peer, 1008, "message_too_slow");
  }

  @Test
  public void aTextThatIsNotUtf8ClosesTheConnection() throws Exception {
    TestPeer peer = host.open();
    peer.send(frame(WireFrame.TEXT, true, 'a', 0xFF));
    assertClosed(peer, 1007, "invalid_utf8");
  }

  @Test
  public void aSurrogateClosesTheConnection() throws Exception {
    TestPeer peer = host.open();
    peer.send(frame(WireFrame.TEXT, true, 0xED, 0xA0, 0x80));
    assertClosed(peer, 1007, "invalid_utf8");
  }

  @Test
  public void anOverlongCharacterClosesTheConnection() throws Exception {
    TestPeer peer = host.open();
    peer.send(frame(WireFrame.TEXT, true, 0xC0, 0xAF));
    assertClosed(peer, 1007, "invalid_utf8");
  }

  @Test
  public void aCharacterThatIsCutOffClosesTheConnection() throws Exception {
    TestPeer peer = host.open();
    peer.send(frame(WireFrame.TEXT, true, 'a', 0xE2, 0x82));
    assertClosed(peer, 1007, "invalid_utf8");
  }

  @Test
  public void fragmentsThatAreNotUtf8TogetherCloseTheConnection() throws Exception {
    TestPeer peer = host.open();
    peer.send(frame(WireFrame.TEXT, false, 0xE2, 0x82));
    peer.send(frame(WireFrame.CONTINUATION, true, 'a'));
    assertClosed(peer, 1007, "invalid_utf8");
  }

  @Test
  public void aFragmentThatIsInNoUtf8ClosesTheConnectionBeforeTheMessageEnds() throws Exception {
    TestPeer peer = host.open();
    peer.send(frame(WireFrame.TEXT, false, 0xF4));
    peer.send(frame(WireFrame.CONTINUATION, false, 0x90));
    assertClosed(peer, 1007, "invalid_utf8");
  }

  @Test
  public void binaryMessagesAreSkippedAndCountedAndToldOnce() throws Exception {
    TestPeer peer = openWithBinary(Binary.SKIP);
    peer.send(frame(WireFrame.BINARY, true, 0xFF));
    peer.send(frame(WireFrame.BINARY, false, 0xFF));
    peer.send(frame(WireFrame.CONTINUATION, false, 0xFF));
    peer.send(frame(WireFrame.CONTINUATION, true, 0xFF));
    peer.send("text");
    assertDelivered("text");
    assertEquals(2, host.report().unsupportedFrames());
    assertEquals(List.of("unsupported_frame"), host.diagnostics.codes());
    assertEquals(State.CONNECTED, host.report().state());
  }

  @Test
  public void aBinaryMessageClosesTheConnectionIfTheSourceWantsThat() throws Exception {
    TestPeer peer = openWithBinary(Binary.CLOSE);
    peer.send(frame(WireFrame.BINARY, true, 0xFF));
    assertClosed(peer, 1003, "unsupported_frame");
    assertEquals(1, host.report().unsupportedFrames());
  }

  @Test
  public void aTextAfterABreachIsNotDelivered() throws Exception {
    TestPeer peer = openWithBinary(Binary.CLOSE);
    peer.sendBytes(
        Frames.together(
            frame(WireFrame.BINARY, false, 0xFF),
            frame(WireFrame.CONTINUATION, true, 0xFF),
            WireFrame.text("late")));
    assertClosed(peer, 1003, "unsupported_frame");
  }

  private void assertProtocolError(TestPeer peer, WireFrame... frames) throws Exception {
    assertProtocolError(peer, Frames.together(frames));
  }

  private void assertProtocolError(TestPeer peer, byte[] bytes) throws Exception {
    peer.sendBytes(bytes);
    assertClosed(peer, 1002, "protocol_error");
  }

  @Test
  public void aMaskedFrameClosesTheConnection() throws Exception {
    assertProtocolError(host.open(), bytes(0x81, 0x81, 0, 0, 0, 0, 'a'));
  }

  @Test
  public void aReservedBitClosesTheConnection() throws Exception {
    assertProtocolError(host.open(), bytes(0xC1, 1, 'a'));
  }

  @Test
  public void anUnknownOpcodeClosesTheConnection() throws Exception {
    assertProtocolError(host.open(), bytes(0x83, 1, 'a'));
  }

  @Test
  public void aContinuationOfNothingClosesTheConnection() throws Exception {
    assertProtocolError(host.open(), frame(WireFrame.CONTINUATION, true, 'a'));
  }

  @Test
  public void aTextWithinATextClosesTheConnection() throws Exception {
    assertProtocolError(
        host.open(), frame(WireFrame.TEXT, false, 'a'), frame(WireFrame.TEXT, true, 'b'));
  }

  @Test
  public void aPingInFragmentsClosesTheConnection() throws Exception {
    assertProtocolError(host.open(), frame(WireFrame.PING, false, 'a'));
  }

  @Test
  public void aPingThatIsTooLongClosesTheConnection() throws Exception {
    assertProtocolError(host.open(), new WireFrame(WireFrame.PING, true, new byte[126]));
  }

  @Test
  public void aFullQueueStopsReadingUntilThereIsRoom() throws Exception {
    host.port.capacity(2);
    TestPeer peer = host.open();
    for (String text : List.of("1", "2", "3", "4")) {
      peer.send(text);
    }
    await().atMost(DriverRule.LIMIT).until(host.port::isAwaitingRoom);
    assertEquals(List.of("1", "2"), host.port.texts());
    assertEquals(1, host.report().pauses());
    host.port.drain();
    assertDelivered("1", "2", "3", "4");
    assertEquals(State.CONNECTED, host.report().state());
  }

  @Test
  public void aQueueThatWantsItClosesTheConnectionWhenItIsFull() throws Exception {
    host.queue = new QueueSpec(1, 1_000, Overflow.CLOSE, 60_000);
    host.port.capacity(1);
    TestSource source = host.source();
    source.reconnect = new Reconnect(Reconnect.Mode.NONE, 1, 1, Set.of());
    TestPeer peer = host.open(source);
    peer.send("1");
    peer.send("2");
    assertEquals(1013, peer.awaitClose().closeCode());
    host.awaitState(State.FAILED);
    assertEquals(List.of("1"), host.port.texts());
  }

  @Test
  public void aPauseThatIsTooLongDropsTheOldestTexts() throws Exception {
    host.queue = new QueueSpec(1, 1_000, Overflow.PAUSE, 50);
    host.port.capacity(1);
    TestPeer peer = host.open();
    for (String text : List.of("1", "2", "3")) {
      peer.send(text);
    }
    host.port.awaitTexts(3);
    assertEquals(2, host.port.displaced());
    assertEquals(List.of("paused_too_long"), host.diagnostics.codes());
    assertEquals(State.CONNECTED, host.report().state());
  }

  @Test
  public void aQueueThatFailsClosesTheConnection() throws Exception {
    TestPeer peer = host.open();
    host.port.failWith(new IllegalStateException("as the test says"));
    peer.send("x");
    WireFrame close = peer.awaitClose();
    host.port.failWith(null);
    assertEquals(1011, close.closeCode());
    await().atMost(DriverRule.LIMIT).until(() -> host.diagnostics.count("internal_error") > 0);
    host.awaitNoSockets();
  }
}
