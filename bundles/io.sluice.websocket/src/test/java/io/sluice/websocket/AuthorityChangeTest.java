// SPDX-License-Identifier: Apache-2.0
package io.sluice.websocket;

import static org.awaitility.Awaitility.await;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import io.sluice.api.event.AuthorityRevoked;
import io.sluice.api.event.ClosedBy;
import io.sluice.api.event.WebSocketClosed;
import io.sluice.api.event.WebSocketOpened;
import io.sluice.spi.command.Effect;
import io.sluice.spi.connection.ConnectionReport.State;
import io.sluice.testkit.TestPeer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.Rule;
import org.junit.Test;

public class AuthorityChangeTest {

  @Rule public final DriverRule host = new DriverRule();

  private void assertDenied(String reason) {
    host.awaitState(State.DENIED);
    assertEquals(reason, host.report().reason());
    host.awaitNoSockets();
  }

  @Test
  public void nothingIsDialledWithoutAGrant() {
    host.authority.revoke("not_granted");
    host.connect(host.source().build());
    assertDenied("not_granted");
    assertEquals(0, host.gateway.acceptedSockets());
  }

  @Test
  public void aGrantConnects() throws Exception {
    host.authority.revoke("not_granted");
    host.connect(host.source().build());
    host.awaitState(State.DENIED);
    host.grant();
    host.gateway.awaitPeer();
    host.awaitState(State.CONNECTED);
  }

  @Test
  public void aRevokedConnectionIsClosedAndThePluginTold() throws Exception {
    TestPeer peer = host.open();
    host.revoke();
    assertEquals(1008, peer.awaitClose().closeCode());
    assertEquals("not_granted", host.port.awaitFirst(AuthorityRevoked.class).code());
    WebSocketClosed closed = host.port.awaitFirst(WebSocketClosed.class);
    assertEquals(1008, closed.code());
    assertEquals(ClosedBy.HOST, closed.closedBy());
    assertDenied("not_granted");
    assertEquals(
        List.of("websocket_open", "authority_revoked", "websocket_close"), host.port.kinds());
  }

  @Test
  public void aRevokedIngressClosesTheConnection() throws Exception {
    TestPeer peer = host.open();
    host.authority.revokeIngress();
    host.authorityChanged();
    assertEquals(1008, peer.awaitClose().closeCode());
    assertDenied("ingress_not_granted");
  }

  @Test
  public void aPeerThatDoesNotAnswerARevocationIsCut() throws Exception {
    host.limits.closeTimeout = Duration.ofMillis(50);
    TestPeer peer = host.open();
    peer.goSilent();
    host.revoke();
    peer.awaitEnd();
    assertDenied("not_granted");
  }

  @Test
  public void aTextAfterARevocationIsNotDelivered() throws Exception {
    TestPeer peer = host.open();
    peer.goSilent();
    host.revoke();
    peer.awaitClose();
    peer.send("late");
    peer.close(1008, "");
    assertDenied("not_granted");
    assertEquals(List.of(), host.port.texts());
  }

  @Test
  public void aTextThatWaitsForRoomIsNotDeliveredAfterARevocation() throws Exception {
    host.port.capacity(1);
    TestPeer peer = host.open();
    peer.send("1");
    peer.send("2");
    await().atMost(DriverRule.LIMIT).until(host.port::isAwaitingRoom);
    host.revoke();
    assertEquals(1008, peer.awaitClose().closeCode());
    host.port.drain();
    assertDenied("not_granted");
    assertEquals(List.of("1"), host.port.texts());
  }

  @Test
  public void nothingIsSentAfterARevocation() throws Exception {
    TestPeer peer = host.open();
    host.authority.revoke("not_granted");
    assertEquals("not_connected", host.effect(host.send("late")).code());
    host.authorityChanged();
    peer.awaitClose();
    assertEquals(0, peer.textsReceived());
  }

  @Test
  public void whatWaitsToBeSentIsTakenBackByARevocation() throws Exception {
    TestPeer peer = host.open();
    peer.stopReading();
    List<CompletableFuture<Effect>> sends = host.sendUntilTwoWait();
    host.revoke();
    assertEquals("not_connected", host.effect(sends.get(sends.size() - 1)).code());
    peer.readOn();
    peer.awaitEnd();
    assertDenied("not_granted");
    long executed =
        sends.stream().filter(send -> host.effect(send).equals(Effect.EXECUTED)).count();
    assertTrue(
        "what was cut off has not arrived: " + peer.textsReceived(),
        peer.textsReceived() <= executed);
  }

  @Test
  public void aRevocationGivesUpAnAttempt() {
    host.gateway.answer(handshake -> null);
    host.connect(host.source().build());
    await().atMost(DriverRule.LIMIT).until(() -> host.gateway.handshakes().size() == 1);
    host.revoke();
    assertDenied("not_granted");
    assertEquals(List.of(), host.port.kinds());
  }

  @Test
  public void aRevocationEndsTheWaitForTheNextAttempt() {
    host.gateway.refuse("404 Not Found");
    host.connect(host.source().build());
    host.awaitState(State.RECONNECT_WAIT);
    host.revoke();
    assertDenied("not_granted");
    assertTrue(host.report().nextAttemptAt() == null);
  }

  @Test
  public void aRevocationDuringTheCloseIsTakenIntoAccount() throws Exception {
    TestPeer peer = host.open();
    peer.goSilent();
    host.close(1000, "");
    host.awaitState(State.CLOSING);
    host.revoke();
    peer.close(1000, "");
    assertDenied("not_granted");
    assertEquals(1, host.gateway.acceptedSockets());
  }

  @Test
  public void aGrantAfterTheLastAttemptConnectsAgain() throws Exception {
    host.gateway.refuse("403 Forbidden");
    host.connect(host.source().build());
    host.awaitState(State.FAILED);
    host.gateway.accepting();
    host.revoke();
    host.grant();
    host.gateway.awaitPeer();
    host.awaitState(State.CONNECTED);
  }

  @Test
  public void aGrantDuringTheCloseWaitsForTheSocketToBeGone() throws Exception {
    TestPeer peer = host.open();
    peer.goSilent();
    host.revoke();
    peer.awaitClose();
    host.grant();
    peer.close(1008, "");
    host.port.await(WebSocketOpened.class, 2);
    assertEquals(1, host.gateway.mostOpenConnections());
  }

  @Test
  public void aChangeWithoutEffectChangesNothing() throws Exception {
    TestPeer peer = host.open();
    host.authority.publishAgain();
    host.authorityChanged();
    host.authority.secret("other", "value");
    host.authorityChanged();
    peer.send("text");
    host.port.awaitTexts(1);
    assertEquals(1, host.gateway.acceptedSockets());
    assertEquals(State.CONNECTED, host.report().state());
  }

  @Test
  public void grantsThatComeAndGoLeaveOneSocket() throws Exception {
    host.connect(host.source().build());
    for (int i = 0; i < 200; i++) {
      host.revoke();
      host.grant();
    }
    host.awaitState(State.CONNECTED);
    await().atMost(DriverRule.LIMIT).until(host.gateway::sockets, sockets -> sockets == 1);
    host.revoke();
    assertDenied("not_granted");
    host.port.assertOneAtATime();
  }
}
