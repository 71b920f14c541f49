// SPDX-License-Identifier: Apache-2.0
package io.sluice.testkit;

import static org.awaitility.Awaitility.await;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import org.junit.After;
import org.junit.Test;

public class TestGatewayTest {

  private static final byte[] NOTHING = {};

  private final TestGateway gateway = TestGateway.start();

  @After
  public void closeGateway() {
    gateway.close();
  }

  private static WireFrame ping(String payload) {
    return new WireFrame(WireFrame.PING, true, payload.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  public void aUrlNamesSchemeAddressPortAndPath() {
    assertEquals("ws://127.0.0.1:" + gateway.port() + "/feed", gateway.url("/feed"));
  }

  @Test
  public void connectionsAreAcceptedUnlessToldOtherwise() throws Exception {
    try (PlainClient client = PlainClient.connect(gateway)) {
      assertTrue(client.answer(), client.answer().startsWith("HTTP/1.1 101 "));
      assertEquals("/feed", gateway.awaitPeer().handshake().requestTarget());
      assertEquals(1, gateway.handshakes().size());
    }
  }

  @Test
  public void aConnectionCountsAsOpenAsSoonAsTheClientKnowsOfIt() throws Exception {
    // They are kept, since a socket that nobody has any more is closed with its garbage.
    List<PlainClient> clients = new ArrayList<>();
    for (int i = 1; i <= 20; i++) {
      clients.add(PlainClient.connect(gateway));
      assertEquals(i, gateway.openConnections());
      assertEquals(i, gateway.mostOpenConnections());
    }
    assertEquals(20, gateway.acceptedSockets());
    for (PlainClient client : clients) {
      client.close();
    }
  }

  @Test
  public void aConnectionWhoseEndIsNotNoticedYetDoesNotCountWithTheNext() throws Exception {
    PlainClient first = PlainClient.connect(gateway);
    TestPeer peer = gateway.awaitPeer();
    peer.stopReading();
    first.send(WireFrame.text("nothing is read after this, if it is not stopped before"));
    first.close();
    try (PlainClient second = PlainClient.connect(gateway)) {
      assertTrue(second.answer(), peer.isOpen());
      assertEquals(1, gateway.mostOpenConnections());
    }
  }

  @Test
  public void aConnectionIsNotOpenAnyMoreAsSoonAsTheClientKnowsOfItsEnd() throws Exception {
    for (int i = 1; i <= 20; i++) {
      try (PlainClient dropped = PlainClient.connect(gateway)) {
        gateway.awaitPeer().drop();
        assertEquals(-1, dropped.readByte());
        assertEquals(0, gateway.openConnections());
      }
      try (PlainClient answered = PlainClient.connect(gateway)) {
        answered.send(WireFrame.close(1000, ""));
        assertEquals(1000, answered.read().closeCode());
        assertEquals(0, gateway.openConnections());
        gateway.awaitPeer();
      }
    }
    assertEquals(1, gateway.mostOpenConnections());
  }

  @Test
  public void aConnectionThatTheClientClosesIsNotOpenAnyMore() throws Exception {
    PlainClient.connect(gateway).close();
    await().until(gateway::openConnections, open -> open == 0);
    await().until(gateway::sockets, sockets -> sockets == 0);
    assertEquals(1, gateway.mostOpenConnections());
    gateway.awaitPeer().awaitEnd();
  }

  @Test
  public void aPeerMovesToAnotherAddressAndKeepsItsPort() {
    InetSocketAddress moved = new InetSocketAddress("127.0.0.2", gateway.port());
    try (TestGateway other = TestGateway.start(moved)) {
      assertEquals("ws://127.0.0.1:" + gateway.port() + "/feed", gateway.url("/feed"));
      assertEquals("ws://127.0.0.2:" + gateway.port() + "/feed", other.url("/feed"));
    }
  }

  @Test
  public void aRefusalIsSentAndTheConnectionEnded() throws Exception {
    gateway.refuse("429 Too Many Requests", "Retry-After: 7");
    try (PlainClient client = PlainClient.connect(gateway)) {
      assertTrue(client.answer(), client.answer().startsWith("HTTP/1.1 429 Too Many Requests\r\n"));
      assertTrue(client.answer(), client.answer().contains("Retry-After: 7\r\n"));
      assertEquals(-1, client.readByte());
      assertEquals(0, gateway.openConnections());
    }
  }

  @Test
  public void connectionsAreAcceptedAgainAfterRefusals() throws Exception {
    gateway.refuse("503 Unavailable").accepting();
    try (PlainClient client = PlainClient.connect(gateway)) {
      assertTrue(client.answer(), client.answer().startsWith("HTTP/1.1 101 "));
    }
  }

  @Test
  public void silenceLeavesTheConnectionWithoutAnAnswer() throws Exception {
    gateway.neverAnswer();
    try (PlainClient client = PlainClient.send(gateway, PlainClient.request())) {
      await().until(gateway::handshakes, handshakes -> handshakes.size() == 1);
      client.setReadLimit(50);
      assertThrows(SocketTimeoutException.class, client::readByte);
      assertEquals(1, gateway.sockets());
      assertEquals(0, gateway.openConnections());
    }
    await().until(gateway::sockets, sockets -> sockets == 0);
  }

  @Test
  public void whatIsNoHandshakeEndsTheConnection() throws Exception {
    try (PlainClient client = PlainClient.send(gateway, "nonsense\r\n\r\n")) {
      assertEquals(-1, client.readByte());
      assertEquals(List.of(), gateway.handshakes());
    }
  }

  @Test
  public void aScriptIsPlayedOnEachConnection() throws Exception {
    gateway.play(peer -> peer.send("hello"));
    for (int i = 0; i < 2; i++) {
      try (PlainClient client = PlainClient.connect(gateway)) {
        assertEquals("hello", client.read().text());
      }
    }
  }

  @Test
  public void aScriptThatFailsCutsTheConnection() throws Exception {
    gateway.play(
        peer -> {
          throw new IOException("the part cannot be played");
        });
    try (PlainClient client = PlainClient.connect(gateway)) {
      assertEquals(-1, client.readByte());
    }
  }

  @Test
  public void textsAreKeptInOrderUntilTheyAreAskedFor() throws Exception {
    try (PlainClient client = PlainClient.connect(gateway)) {
      client.send(WireFrame.text("a"));
      client.send(WireFrame.text("b"));
      TestPeer peer = gateway.awaitPeer();
      assertEquals("a", peer.awaitText());
      assertEquals("b", peer.awaitText());
      assertEquals(2, peer.textsReceived());
      assertEquals(Optional.empty(), peer.pollText(Duration.ZERO));
    }
  }

  @Test
  public void aPingIsAnswered() throws Exception {
    try (PlainClient client = PlainClient.connect(gateway)) {
      client.send(ping("p"));
      WireFrame pong = client.read();
      assertEquals(WireFrame.PONG, pong.opcode());
      assertEquals("p", pong.text());
      assertEquals(WireFrame.PING, gateway.awaitPeer().awaitControl().opcode());
    }
  }

  @Test
  public void aCloseFrameIsAnsweredAndTheConnectionEnded() throws Exception {
    try (PlainClient client = PlainClient.connect(gateway)) {
      client.send(WireFrame.close(4321, "done"));
      assertEquals(4321, client.read().closeCode());
      assertEquals(-1, client.readByte());
      TestPeer peer = gateway.awaitPeer();
      assertEquals(4321, peer.awaitClose().closeCode());
      peer.awaitEnd();
      assertFalse(peer.isOpen());
      assertEquals("done", peer.closeFrame().orElseThrow().closeReason());
    }
  }

  @Test
  public void aCloseFrameThatAnswersOursEndsTheConnection() throws Exception {
    try (PlainClient client = PlainClient.connect(gateway)) {
      TestPeer peer = gateway.awaitPeer();
      peer.close(1012, "restart");
      assertEquals(1012, client.read().closeCode());
      client.send(WireFrame.close(1012, ""));
      assertEquals(-1, client.readByte());
      peer.awaitEnd();
    }
  }

  @Test
  public void aSilentPeerReadsAndAnswersNothing() throws Exception {
    try (PlainClient client = PlainClient.connect(gateway)) {
      TestPeer peer = gateway.awaitPeer();
      peer.goSilent();
      client.send(ping("p"));
      client.send(WireFrame.close(1000, ""));
      assertEquals(1000, peer.awaitClose().closeCode());
      client.setReadLimit(50);
      assertThrows(SocketTimeoutException.class, client::readByte);
      assertTrue(peer.isOpen());
    }
  }

  @Test
  public void aPeerThatStopsReadingReadsOnWhenItIsTold() throws Exception {
    try (PlainClient client = PlainClient.connect(gateway)) {
      TestPeer peer = gateway.awaitPeer();
      peer.stopReading();
      for (int i = 0; i < 100; i++) {
        client.send(WireFrame.text("t" + i));
      }
      assertTrue("read " + peer.textsReceived(), peer.textsReceived() <= 1);
      peer.readOn();
      await().until(peer::textsReceived, texts -> texts == 100);
    }
  }

  @Test
  public void fragmentsAreSentAsOneMessage() throws Exception {
    try (PlainClient client = PlainClient.connect(gateway)) {
      gateway.awaitPeer().sendFragments("a", "b", "c");
      assertEquals(WireFrame.TEXT, client.read().opcode());
      WireFrame second = client.read();
      assertEquals(WireFrame.CONTINUATION, second.opcode());
      assertFalse(second.isLast());
      assertTrue(client.read().isLast());
    }
  }

  @Test
  public void aFragmentThatComesInIsSeenAsAFrame() throws Exception {
    try (PlainClient client = PlainClient.connect(gateway)) {
      client.send(new WireFrame(WireFrame.CONTINUATION, true, NOTHING));
      assertEquals(WireFrame.CONTINUATION, gateway.awaitPeer().awaitControl().opcode());
    }
  }

  @Test
  public void aDroppedConnectionEndsWithoutACloseFrame() throws Exception {
    try (PlainClient client = PlainClient.connect(gateway)) {
      TestPeer peer = gateway.awaitPeer();
      peer.drop();
      assertEquals(-1, client.readByte());
      peer.awaitEnd();
      assertEquals(Optional.empty(), peer.closeFrame());
    }
  }

  @Test
  public void aResetConnectionEndsWithAnError() throws Exception {
    try (PlainClient client = PlainClient.connect(gateway)) {
      gateway.awaitPeer().reset();
      assertThrows(SocketException.class, client::readByte);
    }
  }

  @Test
  public void theEndOfTheServerIsTheEndOfItsConnections() throws Exception {
    try (PlainClient client = PlainClient.connect(gateway)) {
      gateway.close();
      assertEquals(-1, client.readByte());
      assertThrows(ConnectException.class, () -> PlainClient.connect(gateway));
    }
  }

  @Test
  public void aClientIsSentElsewhere() throws Exception {
    gateway.redirect("wss://elsewhere.example/feed");
    try (PlainClient client = PlainClient.connect(gateway)) {
      assertTrue(client.answer(), client.answer().startsWith("HTTP/1.1 302 Found"));
      assertTrue(
          client.answer(), client.answer().contains("Location: wss://elsewhere.example/feed"));
    }
  }

  @Test
  public void aTextIsAwaitedOverOthers() throws Exception {
    try (PlainClient client = PlainClient.connect(gateway)) {
      TestPeer peer = gateway.awaitPeer();
      client.send(WireFrame.text("one"));
      client.send(WireFrame.text("two"));
      assertEquals("two", peer.awaitText(text -> text.startsWith("tw")));
      assertEquals(2, peer.textsReceived());
    }
  }

  @Test
  public void theEndOfTheConnectionIsTheEndOfItsTexts() throws Exception {
    TestPeer peer;
    try (PlainClient client = PlainClient.connect(gateway)) {
      peer = gateway.awaitPeer();
      client.send(WireFrame.text("last words"));
    }
    assertEquals(Optional.of("last words"), peer.nextText());
    assertEquals(Optional.empty(), peer.nextText());
    assertThrows(TimeoutException.class, peer::awaitText);
  }

  @Test
  public void bytesThatDripArriveAsTheyAre() throws Exception {
    try (PlainClient client = PlainClient.connect(gateway)) {
      gateway.awaitPeer().drip(WireFrame.text("drops").toBytes(), Duration.ofNanos(1));
      assertEquals("drops", client.read().text());
    }
  }

  @Test
  public void aFloodHasTheTextsThatWereAskedFor() throws Exception {
    String text = "x".repeat(1_000);
    gateway.play(
        peer -> {
          peer.flood(text, 200);
          peer.send("over");
        });
    try (PlainClient client = PlainClient.connect(gateway)) {
      for (int i = 0; i < 200; i++) {
        assertEquals(text, client.read().text());
      }
      assertEquals("over", client.read().text());
    }
  }

  @Test
  public void aForgottenConnectionIsNotAnsweredEvenToItsEnd() throws Exception {
    try (PlainClient client = PlainClient.connect(gateway)) {
      TestPeer peer = gateway.awaitPeer();
      peer.forget();
      client.send(WireFrame.close(1000, ""));
      client.setReadLimit(50);
      assertThrows(SocketTimeoutException.class, client::readByte);
      assertTrue(peer.isOpen());
      gateway.close();
      peer.awaitEnd();
    }
  }
}
