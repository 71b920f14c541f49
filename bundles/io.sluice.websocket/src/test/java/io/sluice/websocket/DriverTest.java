// SPDX-License-Identifier: Apache-2.0
package io.sluice.websocket;

import static org.awaitility.Awaitility.await;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import io.sluice.api.event.WebSocketClosed;
import io.sluice.api.event.WebSocketOpened;
import io.sluice.spi.connection.ConnectionReport;
import io.sluice.spi.connection.ConnectionReport.State;
import io.sluice.spi.connection.RunningIngress.Source;
import io.sluice.testkit.TestPeer;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.Rule;
import org.junit.Test;

public class DriverTest {

  @Rule public final DriverRule host = new DriverRule();

  private final TestService next = new TestService();
  private final TestPort nextPort = new TestPort();

  private Source source(String path) {
    return new TestSource(host.gateway.url(path)).build();
  }

  private void awaitNoConnections() {
    await().atMost(DriverRule.LIMIT).until(() -> host.driver().connections().isEmpty());
    host.awaitNoSockets();
  }

  /** A new revision of the plugin takes the place of the one that is there. */
  private void update() {
    host.driver().forget(host.service);
    next.ingresses(TestService.ingress(nextPort, host.queue, host.source().build()));
    host.driver().follow(next);
  }

  @Test
  public void eachSourceHasAConnection() throws Exception {
    host.connect(source("/b"), source("/a"), source("/a"));
    for (int i = 0; i < 3; i++) {
      host.gateway.awaitPeer();
    }
    assertEquals(
        Stream.of("/a", "/a", "/b").map(host.gateway::url).toList(),
        host.driver().connections().stream().map(ConnectionReport::url).toList());
  }

  @Test
  public void nothingIsDialledBeforePluginsCanBeAnswered() throws Exception {
    host.startsLater = true;
    host.connect(source("/a"));
    assertEquals(List.of(), host.driver().connections());

    host.driver().start();

    host.gateway.awaitPeer();
  }

  @Test
  public void whatEndsBeforePluginsCanBeAnsweredIsNeverDialled() {
    host.startsLater = true;
    host.connect(host.source().build());
    host.driver().forget(host.service);

    host.driver().start();

    assertEquals(List.of(), host.driver().connections());
    assertEquals(0, host.gateway.acceptedSockets());
  }

  @Test
  public void aServiceThatEndsClosesItsConnections() throws Exception {
    TestPeer peer = host.open();
    host.driver().forget(host.service);
    assertEquals(1001, peer.awaitClose().closeCode());
    assertEquals(1001, host.port.awaitFirst(WebSocketClosed.class).code());
    awaitNoConnections();
  }

  @Test
  public void aServiceThatEndsForWantOfAGrantClosesItsConnectionsForThat() throws Exception {
    TestPeer peer = host.open();
    host.authority.revoke("not_granted");
    host.driver().forget(host.service);
    assertEquals(1008, peer.awaitClose().closeCode());
    awaitNoConnections();
    assertEquals(
        List.of("websocket_open", "authority_revoked", "websocket_close"), host.port.kinds());
  }

  @Test
  public void aServiceThatEndsGivesUpAnAttempt() {
    host.gateway.answer(handshake -> null);
    host.connect(host.source().build());
    await().atMost(DriverRule.LIMIT).until(() -> host.gateway.handshakes().size() == 1);
    host.driver().forget(host.service);
    awaitNoConnections();
    assertEquals(List.of(), host.port.kinds());
  }

  @Test
  public void aServiceThatEndsEndsTheWaitForTheNextAttempt() {
    host.gateway.refuse("404 Not Found");
    host.connect(host.source().build());
    host.awaitState(State.RECONNECT_WAIT);
    host.driver().forget(host.service);
    awaitNoConnections();
  }

  @Test
  public void aServiceThatEndsDuringTheCloseIsNotConnectedAgain() throws Exception {
    TestPeer peer = host.open();
    peer.goSilent();
    host.close(1000, "");
    host.awaitState(State.CLOSING);
    host.driver().forget(host.service);
    peer.close(1000, "");
    awaitNoConnections();
    assertEquals(1, host.gateway.acceptedSockets());
  }

  @Test
  public void aServiceThatEndsBeforeItWasKnownIsNothing() {
    host.driver().forget(host.service);
    assertEquals(List.of(), host.driver().connections());
  }

  @Test
  public void aSourceThatIsAddedLeavesTheOthersAlone() throws Exception {
    Source a = source("/a");
    host.connect(a);
    TestPeer first = host.gateway.awaitPeer();
    host.connect(a, source("/b"));
    assertEquals("/b", host.gateway.awaitPeer().handshake().requestTarget());
    assertTrue(first.isOpen());
    assertEquals(2, host.gateway.acceptedSockets());
  }

  @Test
  public void aSourceThatIsTakenAwayIsClosed() throws Exception {
    Source a = source("/a");
    host.connect(a);
    TestPeer first = host.gateway.awaitPeer();
    host.connect(a, source("/b"));
    TestPeer second = host.gateway.awaitPeer();
    host.port.await(WebSocketOpened.class, 2);
    host.connect(a);
    assertEquals(1001, second.awaitClose().closeCode());
    assertTrue(first.isOpen());
    await().atMost(DriverRule.LIMIT).until(() -> host.driver().connections().size() == 1);
  }

  @Test
  public void aNewRevisionWaitsForTheSocketOfTheOldOne() throws Exception {
    TestPeer peer = host.open();
    peer.goSilent();
    update();
    peer.awaitClose();
    await()
        .during(Duration.ofMillis(300))
        .atMost(DriverRule.LIMIT)
        .until(host.gateway::acceptedSockets, accepted -> accepted == 1);
    peer.close(1001, "");
    host.gateway.awaitPeer();
    nextPort.awaitFirst(WebSocketOpened.class);
    assertEquals(1, host.gateway.mostOpenConnections());
  }

  @Test
  public void aNewRevisionDoesNotWaitForAPeerThatDoesNotClose() throws Exception {
    host.limits.closeTimeout = Duration.ofMillis(50);
    host.open().goSilent();
    update();
    host.gateway.awaitPeer();
    assertEquals(1, host.gateway.mostOpenConnections());
  }

  @Test
  public void aRevisionThatEndsWhileItWaitsNeverConnects() throws Exception {
    TestPeer peer = host.open();
    peer.goSilent();
    update();
    host.driver().forget(next);
    peer.close(1001, "");
    awaitNoConnections();
    assertEquals(1, host.gateway.acceptedSockets());
    assertEquals(List.of(), nextPort.kinds());
  }

  @Test
  public void aPluginThatIsUpdatedAgainAndAgainHasOneSocketInTheEnd() throws Exception {
    host.open();
    for (int i = 0; i < 50; i++) {
      update();
      host.driver().forget(next);
      host.driver().follow(host.service);
    }
    host.awaitState(State.CONNECTED);
    await().atMost(DriverRule.LIMIT).until(host.gateway::sockets, sockets -> sockets == 1);
    host.driver().forget(host.service);
    awaitNoConnections();
    host.port.assertOneAtATime();
  }

  @Test
  public void aServiceThatStartsAndStopsLeavesNoSocket() {
    host.service.ingresses(TestService.ingress(host.port, host.queue, host.source().build()));
    for (int i = 0; i < 1_000; i++) {
      host.driver().follow(host.service);
      host.driver().forget(host.service);
    }
    awaitNoConnections();
    host.port.assertOneAtATime();
  }

  @Test
  public void aDriverThatStopsTakesLeaveOfThePeers() throws Exception {
    host.connect(source("/a"), source("/b"), source("/c"));
    List<TestPeer> peers =
        List.of(host.gateway.awaitPeer(), host.gateway.awaitPeer(), host.gateway.awaitPeer());
    host.port.await(WebSocketOpened.class, 3);
    host.driver().stop(DriverRule.LIMIT);
    for (TestPeer peer : peers) {
      assertEquals(1001, peer.awaitClose().closeCode());
    }
    awaitNoConnections();
  }

  @Test
  public void aDriverThatStopsGivesUpAttempts() {
    host.gateway.answer(handshake -> null);
    host.connect(source("/a"), source("/b"));
    await().atMost(DriverRule.LIMIT).until(() -> host.gateway.handshakes().size() == 2);
    host.driver().stop(DriverRule.LIMIT);
    awaitNoConnections();
  }

  @Test
  public void aDriverThatIsStoppedConnectsNothing() {
    host.driver().stop(DriverRule.LIMIT);
    host.connect(host.source().build());
    assertEquals(List.of(), host.driver().connections());
    assertEquals(0, host.gateway.acceptedSockets());
  }

  @Test
  public void aPeerThatDoesNotCloseDoesNotHoldUpTheStop() throws Exception {
    TestPeer peer = host.open();
    peer.goSilent();
    host.driver().stop(Duration.ofMillis(50));
    assertEquals(1001, peer.awaitClose().closeCode());
    host.stopClient();
    peer.awaitEnd();
    awaitNoConnections();
  }

  @Test
  public void noMoreConnectionsThanAllowedAreOpened() throws Exception {
    host.limits.connectionsPerPlugin = 2;
    host.connect(source("/a"), source("/b"), source("/c"));
    host.gateway.awaitPeer();
    host.gateway.awaitPeer();
    await()
        .atMost(DriverRule.LIMIT)
        .until(
            () -> host.driver().connections().stream().map(ConnectionReport::state).toList(),
            states -> states.equals(List.of(State.CONNECTED, State.CONNECTED, State.DENIED)));
    assertEquals("connection_limit", host.driver().connections().get(2).reason());
    assertEquals(List.of("connection_limit"), host.diagnostics.codes());
  }

  @Test
  public void aPlaceThatIsGivenBackIsTakenByTheNext() throws Exception {
    host.limits.connectionsInAll = 1;
    host.open();
    next.ingresses(TestService.ingress(nextPort, host.queue, source("/next")));
    host.driver().follow(next);
    host.driver().forget(host.service);
    assertEquals("/next", host.gateway.awaitPeer().handshake().requestTarget());
  }

  @Test
  public void aGrantMayAllowMoreConnections() throws Exception {
    host.limits.connectionsPerPlugin = 1;
    host.authority.maxConnections(2);
    host.connect(source("/a"), source("/b"));
    host.gateway.awaitPeer();
    host.gateway.awaitPeer();
  }

  @Test
  public void aPortThatIsClosedDisturbsNobody() throws Exception {
    TestPeer peer = host.open();
    host.port.close();
    peer.send("text");
    host.driver().forget(host.service);
    assertEquals(1001, peer.awaitClose().closeCode());
    awaitNoConnections();
  }
}
