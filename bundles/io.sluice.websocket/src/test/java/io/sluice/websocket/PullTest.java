// SPDX-License-Identifier: Apache-2.0
package io.sluice.websocket;

import static org.awaitility.Awaitility.await;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import io.sluice.api.websocket.Closed;
import io.sluice.api.websocket.Failed;
import io.sluice.api.websocket.HandleStatus;
import io.sluice.api.websocket.OpenResult.Opened;
import io.sluice.api.websocket.ReceiveResult;
import io.sluice.api.websocket.ReceiveResult.Received;
import io.sluice.api.websocket.ReceiveResult.TimedOut;
import io.sluice.api.websocket.Rejected;
import io.sluice.api.websocket.SendResult;
import io.sluice.api.websocket.WebSocketHandle;
import io.sluice.api.websocket.WebSocketRequest;
import io.sluice.spi.connection.ConnectionReport;
import io.sluice.testkit.TestPeer;
import io.sluice.testkit.WireFrame;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.Rule;
import org.junit.Test;

/** What a plugin that pulls is told, one fault at a time. */
public class PullTest {

  private static final String LARGE = "x".repeat(100_000);

  @Rule public final PullRule pull = new PullRule();

  private static PullLimits limits(int perPlugin, Duration age, int bufferTexts) {
    return new PullLimits(perPlugin, age, Duration.ofSeconds(30), bufferTexts, 1 << 20);
  }

  private SendResult send(WebSocketHandle handle, String text) {
    return pull.result(pull.handles().send(handle, text));
  }

  private Closed closed(WebSocketHandle handle) {
    return (Closed) pull.result(pull.closing(handle));
  }

  @Test
  public void aQuestionIsAnswered() throws Exception {
    WebSocketHandle handle = pull.open();
    TestPeer peer = pull.peer();
    assertEquals(new SendResult.Sent(), send(handle, "h\u00E9llo?"));
    assertEquals("h\u00E9llo?", peer.awaitText());
    peer.send("yes");
    assertEquals("yes", pull.text(handle));
    assertEquals(
        new Closed("closed_by_plugin", "the plugin closed it", 1000, "done"), closed(handle));
    assertEquals(1000, peer.awaitClose().closeCode());
  }

  @Test
  public void theHandshakeSaysWhatThePluginAsksFor() throws Exception {
    WebSocketRequest request =
        pull.request().withSubprotocols("one", "two").withHeader("X-Session", "17");
    Opened opened = (Opened) pull.result(pull.handles().open(request));
    assertEquals(Optional.of("one"), opened.subprotocol());
    TestPeer peer = pull.peer();
    assertEquals("/pull?token=secret", peer.handshake().requestTarget());
    assertEquals(Optional.of("17"), peer.handshake().header("X-Session"));
  }

  @Test
  public void aHeaderOfTheHostIsRefused() {
    Rejected refusal =
        (Rejected) pull.result(pull.handles().open(pull.request().withHeader("Host", "other")));
    assertEquals(new Rejected("malformed", "headers[0]: the host sets Host by itself"), refusal);
    assertEquals(0, pull.host.gateway.acceptedSockets());
  }

  @Test
  public void aUrlOfARequestIsRefused() {
    assertEquals(
        new Rejected("malformed", "url: a WebSocket goes to ws:// or wss://"),
        pull.result(pull.handles().open(WebSocketRequest.of("https://example.com/"))));
  }

  @Test
  public void whatIsNotGrantedIsNotDialled() {
    pull.host.authority.revoke("not_granted");
    assertEquals(new Rejected("not_granted", "as the test says"), pull.result(pull.opening()));
    assertEquals(0, pull.host.gateway.acceptedSockets());
    assertEquals(
        List.of("dial " + pull.host.gateway.url("/pull") + ": not_granted"), pull.host.decisions);
  }

  @Test
  public void aGrantOfAnIngressIsNotNeeded() {
    pull.host.authority.revokeIngress();
    pull.open();
    assertEquals(
        List.of("dial " + pull.host.gateway.url("/pull") + ": granted"), pull.host.decisions);
  }

  @Test
  public void anAddressThatIsNotGrantedIsRejected() {
    pull.host.authority.addresses(false);
    assertEquals("rejected address_refused", pull.refusal(pull.opening()));
    assertEquals(0, pull.host.gateway.acceptedSockets());
  }

  @Test
  public void aServerThatRefusesIsAFailure() {
    pull.host.gateway.refuse("403 Forbidden");
    assertEquals("failed http_403", pull.refusal(pull.opening()));
    assertEquals(List.of(), pull.handles().statuses());
    assertEquals(List.of("http_403"), pull.host.diagnostics.codes());
  }

  @Test
  public void aServerThatIsSilentInTheHandshakeIsAFailure() {
    pull.host.limits.handshakeTimeout = Duration.ofMillis(200);
    pull.host.gateway.answer(handshake -> null);
    assertEquals("failed handshake_timeout", pull.refusal(pull.opening()));
  }

  @Test
  public void aGrantThatGoesInTheHandshakeEndsIt() {
    pull.host.gateway.answer(handshake -> null);
    var opening = pull.opening();
    await().atMost(PullRule.LONG).until(() -> pull.host.gateway.handshakes().size() == 1);
    pull.host.revoke();
    assertEquals("failed authority_revoked", pull.refusal(opening));
    pull.host.awaitNoSockets();
  }

  @Test
  public void oneHandleTooManyIsRejected() {
    pull.host.pullLimits = limits(2, Duration.ofMinutes(15), 64);
    pull.open();
    WebSocketHandle second = pull.open();
    assertEquals("rejected limit", pull.refusal(pull.opening()));
    closed(second);
    pull.open();
  }

  @Test
  public void aHandleThatIsBeingOpenedCounts() {
    pull.host.pullLimits = limits(1, Duration.ofMinutes(15), 64);
    pull.host.gateway.answer(handshake -> null);
    var unused = pull.opening();
    assertEquals("rejected limit", pull.refusal(pull.opening()));
  }

  @Test
  public void aHandleTakesAPlaceAmongTheConnections() {
    pull.host.limits.connectionsPerPlugin = 1;
    WebSocketHandle first = pull.open();
    assertEquals("rejected connection_limit", pull.refusal(pull.opening()));
    closed(first);
    pull.open();
  }

  @Test
  public void aHandleOfAnotherBundleIsUnknown() throws Exception {
    WebSocketHandle handle = pull.open();
    TestPeer peer = pull.peer();
    Handles other = pull.host.pulls().open(PullRule.BUNDLE + 1);
    String code = "unknown_handle";
    assertEquals(code, ((Rejected) pull.result(other.send(handle, "x"))).code());
    assertEquals(code, ((Rejected) pull.result(other.receive(handle, PullRule.LONG))).code());
    assertEquals(code, ((Rejected) pull.result(other.close(handle, 1000, ""))).code());
    assertEquals(Optional.empty(), other.status(handle));
    assertEquals(List.of(), other.statuses());
    assertEquals(0, peer.textsReceived());
    assertTrue(peer.isOpen());
  }

  @Test
  public void aReceiveWaitsForATextThatComesLater() throws Exception {
    WebSocketHandle handle = pull.open();
    CompletableFuture<ReceiveResult> receiving = pull.receiving(handle);
    pull.peer().send("late");
    assertEquals(new Received("late"), pull.result(receiving));
  }

  @Test
  public void aReceiveEndsInTime() throws Exception {
    WebSocketHandle handle = pull.open();
    TestPeer peer = pull.peer();
    assertEquals(
        new TimedOut(), pull.result(pull.handles().receive(handle, Duration.ofMillis(50))));
    peer.send("later");
    assertEquals("later", pull.text(handle));
  }

  @Test
  public void aReceiveThatWouldWaitForTooLongIsRejected() {
    WebSocketHandle handle = pull.open();
    assertEquals(
        new Rejected("limit", "a receive waits for at most 30000 ms"),
        pull.result(pull.handles().receive(handle, Duration.ofMillis(30_001))));
  }

  @Test
  public void aReceiveOfLessThanNoTimeIsRejected() {
    WebSocketHandle handle = pull.open();
    assertEquals(
        new Rejected("malformed", "timeout: less than zero"),
        pull.result(pull.handles().receive(handle, Duration.ofMillis(-1))));
  }

  @Test
  public void aRevokedGrantEndsAReceive() throws Exception {
    WebSocketHandle handle = pull.open();
    TestPeer peer = pull.peer();
    CompletableFuture<ReceiveResult> receiving = pull.receiving(handle);
    pull.host.revoke();
    assertEquals(
        new Closed("authority_revoked", "closed since it is not_granted now", 1008, ""),
        pull.result(receiving));
    assertEquals(1008, peer.awaitClose().closeCode());
  }

  @Test
  public void aRevokedGrantEndsAReceiveOfAPeerThatDoesNotAnswer() throws Exception {
    WebSocketHandle handle = pull.open();
    pull.peer().goSilent();
    CompletableFuture<ReceiveResult> receiving = pull.receiving(handle);
    pull.host.revoke();
    assertEquals("authority_revoked", ((Closed) pull.result(receiving)).code());
  }

  @Test
  public void whatCameInBeforeTheGrantWentIsDiscarded() throws Exception {
    WebSocketHandle handle = pull.open();
    pull.peer().send("too late");
    pull.awaitTextsWaiting(handle, 1);
    pull.host.revoke();
    assertEquals("authority_revoked", pull.closed(handle).code());
  }

  @Test
  public void nothingIsSentWithoutAGrant() throws Exception {
    WebSocketHandle handle = pull.open();
    TestPeer peer = pull.peer();
    pull.host.authority.revoke("denied");
    assertEquals(new Rejected("denied", "as the test says"), send(handle, "x"));
    assertEquals(0, peer.textsReceived());
  }

  @Test
  public void whatWaitsToBeSentIsTakenBackWithTheGrant() throws Exception {
    WebSocketHandle handle = pull.open();
    pull.peer().stopReading();
    List<CompletableFuture<SendResult>> sends = new ArrayList<>();
    await()
        .atMost(PullRule.LONG)
        .until(
            () -> {
              sends.add(pull.handles().send(handle, LARGE).toCompletableFuture());
              return pull.handles().status(handle).orElseThrow().sendsWaiting() > 1;
            });
    pull.host.revoke();
    assertEquals("not_connected", ((Failed) pull.result(sends.get(sends.size() - 1))).code());
  }

  @Test
  public void aGrantThatComesBackOpensNothing() {
    WebSocketHandle handle = pull.open();
    pull.host.revoke();
    assertEquals("authority_revoked", pull.closed(handle).code());
    pull.host.grant();
    pull.host.awaitNoSockets();
    assertEquals(1, pull.host.gateway.acceptedSockets());
  }

  @Test
  public void aPeerThatShowsNoSignOfLifeIsLost() throws Exception {
    WebSocketHandle handle = pull.open();
    TestPeer peer = pull.peer();
    peer.send("it is read from, and its liveness watched");
    pull.text(handle);
    peer.goSilent();
    pull.host.skip(Duration.ofSeconds(26));
    assertEquals(WireFrame.PING, peer.awaitControl().opcode());
    pull.host.skip(Duration.ofSeconds(11));
    Closed closed = pull.closed(handle);
    assertEquals("pong_timeout", closed.code());
    assertEquals(1006, closed.closeCode());
    pull.host.awaitNoSockets();
  }

  @Test
  public void whatIsNotReceivedInItsAgeIsForgotten() throws Exception {
    WebSocketHandle handle = pull.open();
    TestPeer peer = pull.peer();
    peer.send("text");
    peer.close(1000, "");
    pull.host.awaitNoSockets();
    pull.awaitTextsWaiting(handle, 1);
    pull.host.skip(Duration.ofMinutes(15));
    await().atMost(PullRule.LONG).until(() -> pull.handles().statuses().isEmpty());
  }

  @Test
  public void aHandleIsClosedWhenItIsTooOld() throws Exception {
    WebSocketHandle handle = pull.open();
    pull.host.skip(Duration.ofMinutes(15));
    Closed closed = pull.closed(handle);
    assertEquals("handle_expired", closed.code());
    assertEquals(1001, closed.closeCode());
    assertEquals(1001, pull.peer().awaitClose().closeCode());
    assertEquals(1, pull.host.diagnostics.count("handle_expired"));
  }

  @Test
  public void aTextThatIsTooLargeClosesIt() throws Exception {
    pull.host.limits.textBytes = 1_000;
    WebSocketHandle handle = pull.open();
    TestPeer peer = pull.peer();
    peer.send("x".repeat(1_001));
    Closed closed = pull.closed(handle);
    assertEquals("message_too_large", closed.code());
    assertEquals(1009, closed.closeCode());
    assertEquals(1009, peer.awaitClose().closeCode());
  }

  @Test
  public void aTextThatIsTooLargeIsNotSent() throws Exception {
    pull.host.limits.textBytes = 1_000;
    WebSocketHandle handle = pull.open();
    assertEquals(
        new Rejected("text_too_large", "the text is longer than 1000 bytes"),
        send(handle, "x".repeat(1_001)));
    assertEquals(0, pull.peer().textsReceived());
  }

  @Test
  public void aTextThatIsNoUnicodeIsNotSent() {
    WebSocketHandle handle = pull.open();
    assertEquals(
        new Rejected("malformed", "the text has a lone surrogate at index 0"),
        send(handle, "\uD800"));
  }

  @Test
  public void aBinaryMessageIsSkippedAndRecorded() throws Exception {
    WebSocketHandle handle = pull.open();
    TestPeer peer = pull.peer();
    peer.send(new WireFrame(WireFrame.BINARY, true, "bytes".getBytes(StandardCharsets.UTF_8)));
    peer.send("text");
    assertEquals("text", pull.text(handle));
    assertEquals(1, pull.host.diagnostics.count("unsupported_frame"));
  }

  @Test
  public void aFullBufferPausesThePeerAndLosesNothing() throws Exception {
    pull.host.pullLimits = limits(4, Duration.ofMinutes(15), 3);
    WebSocketHandle handle = pull.open();
    TestPeer peer = pull.peer();
    int count = 300;
    CompletableFuture<Void> sending =
        CompletableFuture.runAsync(
            () -> {
              try {
                for (int i = 0; i < count; i++) {
                  peer.send(i + LARGE);
                }
              } catch (Exception e) {
                throw new AssertionError(e);
              }
            });
    pull.awaitTextsWaiting(handle, 3);
    await().atMost(PullRule.LONG).until(() -> pull.host.pulls().connections().get(0).pauses() == 1);
    assertFalse(sending.isDone());
    for (int i = 0; i < count; i++) {
      assertEquals(i + LARGE, pull.text(handle));
    }
    pull.result(sending);
  }

  @Test
  public void whatCameInBeforeThePeersCloseIsReceived() throws Exception {
    WebSocketHandle handle = pull.open();
    TestPeer peer = pull.peer();
    peer.send("one");
    peer.send("two");
    peer.close(4001, "bye");
    pull.host.awaitNoSockets();
    assertEquals("one", pull.text(handle));
    assertEquals("two", pull.text(handle));
    assertEquals(
        new Closed("closed_by_peer", "the peer closed it with 4001", 4001, "bye"),
        pull.closed(handle));
  }

  @Test
  public void aLostConnectionIsToldOnceAndForgotten() throws Exception {
    WebSocketHandle handle = pull.open();
    pull.peer().reset();
    Closed closed = pull.closed(handle);
    assertEquals("connection_lost", closed.code());
    assertEquals(1006, closed.closeCode());
    await()
        .atMost(PullRule.LONG)
        .until(() -> pull.handles().status(handle), Optional.empty()::equals);
    assertEquals("unknown_handle", ((Rejected) pull.receive(handle)).code());
    assertEquals(1, pull.host.gateway.acceptedSockets());
  }

  @Test
  public void aSendOnALostConnectionFails() throws Exception {
    WebSocketHandle handle = pull.open();
    pull.peer().reset();
    await().atMost(PullRule.LONG).until(() -> !pull.handles().status(handle).orElseThrow().open());
    assertEquals("not_connected", ((Failed) send(handle, "x")).code());
  }

  @Test
  public void handlesThatAreLostDoNotCount() throws Exception {
    pull.host.pullLimits = limits(1, Duration.ofMinutes(15), 64);
    WebSocketHandle first = pull.open();
    pull.peer().reset();
    pull.host.awaitNoSockets();
    await().atMost(PullRule.LONG).until(() -> pull.host.pulls().connections().isEmpty());
    pull.open();
    assertEquals("connection_lost", pull.closed(first).code());
  }

  @Test
  public void ofManyHandlesThatAreLostTheOldestIsForgotten() throws Exception {
    pull.host.pullLimits = limits(1, Duration.ofMinutes(15), 64);
    WebSocketHandle first = loseOne();
    WebSocketHandle second = loseOne();
    pull.open();
    assertEquals("unknown_handle", ((Rejected) pull.receive(first)).code());
    assertEquals("connection_lost", pull.closed(second).code());
  }

  private WebSocketHandle loseOne() throws Exception {
    WebSocketHandle handle = pull.open();
    pull.peer().reset();
    await().atMost(PullRule.LONG).until(() -> pull.host.pulls().connections().isEmpty());
    return handle;
  }

  @Test
  public void aPeerThatDoesNotAnswerACloseIsCutOff() throws Exception {
    pull.host.limits.closeTimeout = Duration.ofMillis(100);
    WebSocketHandle handle = pull.open();
    pull.peer().goSilent();
    assertEquals("closed_by_plugin", closed(handle).code());
    pull.host.awaitNoSockets();
  }

  @Test
  public void aCloseTellsWhoeverReceives() {
    WebSocketHandle handle = pull.open();
    CompletableFuture<ReceiveResult> receiving = pull.receiving(handle);
    closed(handle);
    assertEquals("closed_by_plugin", ((Closed) pull.result(receiving)).code());
  }

  @Test
  public void aCloseCodeThatMayNotBeSentIsRejected() {
    WebSocketHandle handle = pull.open();
    assertEquals(
        "malformed", ((Rejected) pull.result(pull.handles().close(handle, 1006, ""))).code());
    assertTrue(pull.handles().status(handle).orElseThrow().open());
  }

  @Test
  public void aClosedDoorClosesWhatIsOpen() throws Exception {
    WebSocketHandle handle = pull.open();
    CompletableFuture<ReceiveResult> receiving = pull.receiving(handle);
    pull.close(PullRule.LONG);
    assertEquals(
        new Closed("cancelled", "the plugin or the host stops", 1001, ""), pull.result(receiving));
    assertEquals(1001, pull.peer().awaitClose().closeCode());
    assertEquals("failed cancelled", pull.refusal(pull.opening()));
    assertEquals(List.of(), pull.host.pulls().connections());
  }

  @Test
  public void aClosedDoorEndsWhatIsBeingOpened() {
    pull.host.gateway.answer(handshake -> null);
    var opening = pull.opening();
    await().atMost(PullRule.LONG).until(() -> pull.host.gateway.handshakes().size() == 1);
    pull.close(PullRule.LONG);
    assertEquals("failed cancelled", pull.refusal(opening));
    pull.host.awaitNoSockets();
  }

  @Test
  public void aClosedDoorCutsOffAPeerThatDoesNotAnswer() throws Exception {
    pull.open();
    pull.peer().goSilent();
    pull.close(Duration.ofMillis(50));
    pull.host.awaitNoSockets();
  }

  @Test
  public void itIsAmongTheConnectionsWithAMark() throws Exception {
    WebSocketHandle handle = pull.open();
    ConnectionReport report = pull.host.pulls().connections().get(0);
    assertEquals("(pull)", report.ingress());
    assertEquals(handle.id(), report.connection());
    assertEquals(pull.host.gateway.url("/pull"), report.url());
    assertEquals(ConnectionReport.State.CONNECTED, report.state());
  }

  @Test
  public void aStatusHoldsNoQuery() throws Exception {
    WebSocketHandle handle = pull.open();
    HandleStatus status = pull.handles().status(handle).orElseThrow();
    assertEquals(pull.host.gateway.url("/pull"), status.url());
    assertTrue(status.open());
    assertEquals(0, status.textsWaiting());
    assertEquals(List.of(status), pull.handles().statuses());
  }
}
