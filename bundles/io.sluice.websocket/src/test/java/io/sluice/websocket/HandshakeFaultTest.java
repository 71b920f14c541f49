// SPDX-License-Identifier: Apache-2.0
package io.sluice.websocket;

import static org.awaitility.Awaitility.await;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertNotNull;
import static org.junit.Assert.assertTrue;

import io.sluice.api.event.WebSocketFailed;
import io.sluice.api.event.WebSocketOpened;
import io.sluice.api.event.WebSocketReconnectNeeded;
import io.sluice.spi.connection.ConnectionReport.State;
import io.sluice.spi.plugin.SourceSpec.Field;
import io.sluice.testkit.Handshake;
import io.sluice.testkit.TestGateway;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.eclipse.jetty.websocket.core.CoreSession;
import org.junit.Rule;
import org.junit.Test;

public class HandshakeFaultTest {

  /** Where assertions are enabled, Jetty's parser wants an answer that it refuses to say this. */
  private static final String FAILURE = "HTTP/1.1 500 Internal Server Error\r\n";

  private static final String BODY_OF_UNKNOWN_LENGTH = "Connection: close\r\n\r\n";

  @Rule public final DriverRule host = new DriverRule();
  @Rule public final HostileServer hostile = new HostileServer();

  /** The plugin and the operator are told once, of this, and nothing is left of the attempt. */
  private void assertFails(String failure) {
    assertEquals(failure, host.port.awaitFirst(WebSocketFailed.class).failure());
    host.awaitNoSockets();
    await().atMost(DriverRule.LIMIT).until(hostile::sockets, sockets -> sockets == 0);
  }

  /** It is tried again, but not for minutes. */
  private void assertFailsForLong(String failure) {
    assertFails(failure);
    host.awaitState(State.RECONNECT_WAIT);
    assertWaitsFor(Duration.ofMinutes(4));
    assertEquals(List.of("websocket_error"), host.port.kinds());
    assertEquals(List.of(failure), host.diagnostics.codes());
  }

  private void assertWaitsFor(Duration span) {
    // The state changes before the wait begins.
    await().atMost(DriverRule.LIMIT).until(() -> host.report().nextAttemptAt() != null);
    Instant next = host.report().nextAttemptAt();
    assertNotNull(next);
    assertTrue(next.toString(), next.isAfter(Instant.now().plus(span)));
  }

  /** It is tried again soon, until the server has got over it. */
  private void assertFailsOnceAndGoesOn(String failure) {
    assertEquals(failure, host.port.awaitFirst(WebSocketFailed.class).failure());
    host.gateway.accepting();
    host.port.awaitFirst(WebSocketOpened.class);
    assertTrue(host.port.awaitFirst(WebSocketOpened.class).attempt() > 1);
  }

  private void connectTo(HostileServer server) {
    host.connect(server.source().build());
  }

  private void connectToServerThatAnswers(UnaryOperator<String> change) {
    host.gateway.answer(handshake -> change.apply(handshake.accept(handshake.firstSubprotocol())));
    host.connect(host.source().build());
  }

  @Test
  public void aRedirectIsNotFollowed() {
    try (TestGateway target = TestGateway.start()) {
      host.gateway.refuse("302 Found", "Location: " + target.url("/feed"));
      host.connect(host.source().build());
      assertFailsForLong("redirect_refused");
      assertEquals(0, target.acceptedSockets());
    }
  }

  @Test
  public void aPermanentRedirectIsNotFollowed() {
    try (TestGateway target = TestGateway.start()) {
      host.gateway.refuse(
          "301 Moved Permanently", "Location: http://127.0.0.1:" + target.port() + "/feed");
      host.connect(host.source().build());
      assertFailsForLong("redirect_refused");
      assertEquals(0, target.acceptedSockets());
    }
  }

  private void assertNotRetried(String status, String failure) {
    host.gateway.refuse(status);
    host.connect(host.source().build());
    assertFails(failure);
    host.awaitState(State.FAILED);
    assertEquals(failure, host.report().reason());
    host.port.awaitFirst(WebSocketReconnectNeeded.class);
    assertEquals(List.of("websocket_error", "websocket_reconnect_needed"), host.port.kinds());
    assertEquals(List.of(failure, "reconnect_needed"), host.diagnostics.codes());
    assertEquals(1, host.gateway.acceptedSockets());
  }

  @Test
  public void aServerThatWantsAuthenticationIsNotRetried() {
    assertNotRetried("401 Unauthorized", "http_401");
  }

  @Test
  public void aServerThatForbidsIsNotRetried() {
    assertNotRetried("403 Forbidden", "http_403");
  }

  private void assertRetriedLate(String status, String failure) {
    host.gateway.refuse(status);
    host.connect(host.source().build());
    assertFailsForLong(failure);
  }

  @Test
  public void aServerThatDoesNotKnowThePathIsRetriedLate() {
    assertRetriedLate("404 Not Found", "http_404");
  }

  @Test
  public void aServerThatWantsAProxyLoginIsRetriedLate() {
    assertRetriedLate("407 Proxy Authentication Required", "http_407");
  }

  @Test
  public void aServerThatAnswersAsIfItWereAWebSiteIsRetriedLate() {
    assertRetriedLate("200 OK", "http_200");
  }

  @Test
  public void aServerThatAsksForTimeGetsIt() {
    host.gateway.refuse("429 Too Many Requests", "Retry-After: 600");
    host.connect(host.source().build());
    assertFails("http_429");
    host.awaitState(State.RECONNECT_WAIT);
    assertWaitsFor(Duration.ofMinutes(9));
  }

  @Test
  public void aServerThatIsUnavailableAndAsksForTimeGetsIt() {
    host.gateway.refuse("503 Service Unavailable", "Retry-After: 600");
    host.connect(host.source().build());
    assertFails("http_503");
    host.awaitState(State.RECONNECT_WAIT);
    assertWaitsFor(Duration.ofMinutes(9));
  }

  @Test
  public void aServerThatFailsIsRetriedSoon() {
    host.gateway.refuse("502 Bad Gateway");
    host.connect(host.source().build());
    assertFailsOnceAndGoesOn("http_502");
  }

  private void assertBodyIsNotRead(String header) {
    AtomicInteger written = new AtomicInteger();
    hostile.play(
        socket -> {
          HostileServer.readRequest(socket);
          HostileServer.write(socket, "HTTP/1.1 403 Forbidden\r\n" + header);
          String piece = "x".repeat(10_000);
          while (true) {
            HostileServer.write(socket, piece);
            written.addAndGet(piece.length());
          }
        });
    connectTo(hostile);
    assertFails("http_403");
    assertTrue(String.valueOf(written), written.get() < 64 << 20);
  }

  @Test
  public void theBodyOfARefusalIsNotRead() {
    assertBodyIsNotRead(BODY_OF_UNKNOWN_LENGTH);
  }

  @Test
  public void theBodyOfARefusalIsNotReadAlsoIfItsLengthIsKnown() {
    assertBodyIsNotRead("Content-Length: 1000000000\r\n\r\n");
  }

  @Test
  public void theBodyOfARefusalIsNotTold() {
    host.gateway.answer(handshake -> "HTTP/1.1 403 Forbidden\r\nContent-Length: 6\r\n\r\nsecret");
    host.connect(host.source().build());
    assertFails("http_403");
    assertFalse(host.port.awaitFirst(WebSocketFailed.class).message().contains("secret"));
    assertFalse(host.diagnostics.entries().toString().contains("secret"));
  }

  @Test
  public void theQueryIsNotTold() {
    TestSource source = new TestSource(host.gateway.url("/feed?token=secret"));
    host.gateway.refuse("404 Not Found");
    host.connect(source.build());
    assertFails("http_404");
    assertFalse(host.port.awaitFirst(WebSocketFailed.class).toString().contains("secret"));
    assertFalse(host.diagnostics.entries().toString().contains("secret"));
    assertFalse(host.report().toString().contains("secret"));
  }

  @Test
  public void aWrongAcceptKeyIsRefused() {
    connectToServerThatAnswers(
        answer -> answer.replaceFirst("Sec-WebSocket-Accept: .*", "Sec-WebSocket-Accept: wrong"));
    assertFailsForLong("bad_upgrade");
  }

  @Test
  public void aMissingAcceptKeyIsRefused() {
    connectToServerThatAnswers(answer -> answer.replaceFirst("Sec-WebSocket-Accept: .*\r\n", ""));
    assertFailsForLong("bad_upgrade");
  }

  @Test
  public void aMissingUpgradeFieldIsRefused() {
    connectToServerThatAnswers(answer -> answer.replaceFirst("Upgrade: websocket\r\n", ""));
    assertFailsForLong("bad_upgrade");
  }

  @Test
  public void anUpgradeToSomethingElseIsRefused() {
    connectToServerThatAnswers(answer -> answer.replaceFirst("websocket", "h2c"));
    assertFailsForLong("bad_upgrade");
  }

  @Test
  public void aMissingConnectionFieldIsRefused() {
    connectToServerThatAnswers(answer -> answer.replaceFirst("Connection: .*\r\n", ""));
    assertFailsForLong("bad_upgrade");
  }

  @Test
  public void anExtensionThatWasNotOfferedIsRefused() {
    connectToServerThatAnswers(
        answer ->
            answer.replaceFirst(
                "Upgrade:", "Sec-WebSocket-Extensions: permessage-deflate\r\nUpgrade:"));
    assertFailsForLong("bad_upgrade");
  }

  @Test
  public void aSubprotocolThatWasNotOfferedIsRefused() {
    host.gateway.answer(handshake -> handshake.accept(Optional.of("other")));
    host.connect(host.source().build());
    assertFailsForLong("bad_upgrade");
  }

  @Test
  public void aChoiceOfTwoSubprotocolsIsRefused() {
    TestSource source = host.source();
    source.subprotocols = List.of("a", "b");
    host.gateway.answer(handshake -> handshake.accept(Optional.of("a, b")));
    host.connect(source.build());
    assertFailsForLong("bad_upgrade");
  }

  @Test
  public void aMissingChoiceOfSubprotocolIsRefused() {
    TestSource source = host.source();
    source.subprotocols = List.of("a");
    host.gateway.answer(handshake -> handshake.accept(Optional.empty()));
    host.connect(source.build());
    assertFailsForLong("subprotocol_missing");
  }

  @Test
  public void theChosenSubprotocolIsTold() throws Exception {
    TestSource source = host.source();
    source.subprotocols = List.of("a", "b");
    host.gateway.answer(handshake -> handshake.accept(Optional.of("b")));
    host.open(source);
    assertEquals(Optional.of("b"), host.port.awaitFirst(WebSocketOpened.class).subprotocol());
    assertEquals("b", host.report().subprotocol());
  }

  @Test
  public void aHeaderThatIsTooLongIsRefused() {
    connectToServerThatAnswers(answer -> FAILURE + "X: " + "x".repeat(20_000) + "\r\n\r\n");
    assertFailsForLong("bad_response");
  }

  @Test
  public void anEndlessHeaderIsNotReadToItsEnd() {
    AtomicInteger written = new AtomicInteger();
    hostile.play(
        socket -> {
          HostileServer.readRequest(socket);
          HostileServer.write(socket, FAILURE);
          String line = "X: " + "x".repeat(1_000) + "\r\n";
          while (true) {
            HostileServer.write(socket, line);
            written.addAndGet(line.length());
          }
        });
    connectTo(hostile);
    assertFailsForLong("bad_response");
    assertTrue(String.valueOf(written), written.get() < 64 << 20);
  }

  @Test
  public void anAnswerThatIsNotHttpIsRefused() {
    hostile.play(
        socket -> {
          HostileServer.readRequest(socket);
          HostileServer.write(socket, "220 mail.example.com ESMTP\r\n\r\n");
        });
    connectTo(hostile);
    assertFailsForLong("bad_response");
  }

  @Test
  public void aServerThatNeverAnswersIsGivenUp() {
    host.limits.handshakeTimeout = Duration.ofMillis(100);
    host.gateway.answer(handshake -> null);
    host.connect(host.source().build());
    assertFailsOnceAndGoesOn("handshake_timeout");
    await().atMost(DriverRule.LIMIT).until(host.gateway::sockets, sockets -> sockets == 1);
  }

  @Test
  public void aServerThatAnswersByteByByteIsGivenUp() {
    host.limits.handshakeTimeout = Duration.ofMillis(200);
    hostile.play(
        socket -> {
          HostileServer.readRequest(socket);
          HostileServer.write(socket, "HTTP/1.1 101 Switching Protocols\r\n");
          while (true) {
            HostileServer.write(socket, "X: x\r\n");
            awaitMoment();
          }
        });
    connectTo(hostile);
    assertEquals("handshake_timeout", host.port.awaitFirst(WebSocketFailed.class).failure());
  }

  private static void awaitMoment() {
    await().pollDelay(Duration.ofMillis(10)).until(() -> true);
  }

  @Test
  public void aServerThatDoesNotListenIsRetriedSoon() {
    host.gateway.close();
    host.connect(host.source().build());
    assertEquals("connect_refused", host.port.await(WebSocketFailed.class, 3).failure());
  }

  @Test
  public void aServerThatClosesInTheHandshakeIsRetriedSoon() {
    hostile.play(HostileServer::readRequest);
    connectTo(hostile);
    assertEquals("handshake_broken_off", host.port.await(WebSocketFailed.class, 3).failure());
  }

  @Test
  public void aServerThatClosesAtOnceIsRetriedSoon() {
    hostile.play(socket -> {});
    connectTo(hostile);
    assertEquals("handshake_broken_off", host.port.await(WebSocketFailed.class, 3).failure());
  }

  @Test
  public void aServerThatResetsInTheHandshakeIsRetriedSoon() {
    hostile.play(
        socket -> {
          HostileServer.readRequest(socket);
          socket.setSoLinger(true, 0);
        });
    connectTo(hostile);
    assertEquals("handshake_broken_off", host.port.await(WebSocketFailed.class, 3).failure());
  }

  @Test
  public void aServerThatClosesWithinItsAnswerIsRetriedSoon() {
    hostile.play(
        socket -> {
          HostileServer.readRequest(socket);
          HostileServer.write(socket, FAILURE + "Content-Ty");
        });
    connectTo(hostile);
    assertEquals("handshake_broken_off", host.port.await(WebSocketFailed.class, 3).failure());
  }

  @Test
  public void aCookieIsNotSentBack() throws Exception {
    host.gateway.answer(
        handshake ->
            handshake
                .accept(Optional.empty())
                .replaceFirst("Upgrade:", "Set-Cookie: session=1; Path=/\r\nUpgrade:"));
    host.open().drop();
    host.gateway.awaitPeer();
    for (Handshake handshake : host.gateway.handshakes()) {
      assertEquals(Optional.empty(), handshake.header("Cookie"));
    }
  }

  @Test
  public void aMissingSecretIsToldAndNothingIsDialled() {
    TestSource source = host.source();
    source.headers = List.of(new Field("Authorization", null, "token"));
    host.connect(source.build());
    host.awaitState(State.FAILED);
    assertEquals("secret_missing", host.report().reason());
    assertEquals(0, host.gateway.acceptedSockets());
  }

  @Test
  public void aSecretIsSentAsItIsAtEachAttempt() throws Exception {
    TestSource source = host.source();
    source.headers = List.of(new Field("Authorization", null, "token"));
    host.authority.secret("token", "old");
    host.open(source);
    host.authority.secret("token", "new");
    host.authorityChanged();
    host.close(1000, "");
    host.port.await(WebSocketOpened.class, 2);
    assertEquals(
        List.of(Optional.of("old"), Optional.of("new")),
        host.gateway.handshakes().stream().map(each -> each.header("Authorization")).toList());
  }

  @Test
  public void whatWasAskedForIsNotKeptWhileItIsOpen() throws Exception {
    TestSource source = host.source();
    source.query = List.of(new Field("key", "canary", null));
    host.open(source);
    assertEquals("/feed?key=canary", host.gateway.handshakes().get(0).requestTarget());
    CoreSession session = host.channels.find(host.connection()).orElseThrow().session();
    assertEquals("ws://forgotten/", session.getRequestURI().toString());
    assertEquals(Map.of(), session.getParameterMap());
  }

  @Test
  public void whatTheSourceNamesIsSent() throws Exception {
    TestSource source = host.source();
    source.headers = List.of(new Field("X-Shard", "3", null));
    source.query = List.of(new Field("v", "a b", null));
    host.open(source);
    Handshake handshake = host.gateway.handshakes().get(0);
    assertEquals(Optional.of("3"), handshake.header("X-Shard"));
    assertEquals("/feed?v=a%20b", handshake.requestTarget());
    assertEquals(Optional.empty(), handshake.header("Sec-WebSocket-Extensions"));
  }
}
