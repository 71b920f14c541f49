// SPDX-License-Identifier: Apache-2.0
package io.sluice.websocket;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertNull;

import io.sluice.api.event.ClosedBy;
import io.sluice.spi.outbound.ResolutionException;
import io.sluice.websocket.Failure.Retry;
import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.WritePendingException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.websocket.core.CloseStatus;
import org.eclipse.jetty.websocket.core.exception.BadPayloadException;
import org.eclipse.jetty.websocket.core.exception.MessageTooLargeException;
import org.eclipse.jetty.websocket.core.exception.ProtocolException;
import org.eclipse.jetty.websocket.core.exception.UpgradeException;
import org.junit.Test;

public class FailureRuleTest {

  private static final String SECRET = "wss://example.com/?token=secret";

  /** As Jetty tells it: within an exception that names the URL. */
  private static void assertDial(String code, Retry retry, Throwable cause) {
    Failure failure = FailureRule.ofDial(new UpgradeException(URI.create(SECRET), cause), false);
    assertEquals(code, failure.code());
    assertEquals(retry, failure.retry());
    assertFalse(failure.message(), failure.message().contains("secret"));
    assertEquals(code, FailureRule.ofDial(cause, false).code());
  }

  private static void assertTls(String code, Throwable cause) {
    SSLException tls = new SSLHandshakeException("as the test says");
    tls.initCause(cause);
    assertDial(code, Retry.LATE, tls);
  }

  @Test
  public void aNameThatIsNotResolved() {
    assertDial("dns_failed", Retry.SOON, new ResolutionException("dns_failed", ""));
    assertDial("dns_timeout", Retry.SOON, new ResolutionException("dns_timeout", ""));
  }

  @Test
  public void anAddressThatIsNotGranted() {
    assertDial("address_refused", Retry.LATE, new ResolutionException("address_refused", ""));
  }

  @Test
  public void aHostThatIsNotReachedInTime() {
    assertDial("connect_timeout", Retry.SOON, new SocketTimeoutException("Connect Timeout"));
  }

  @Test
  public void aHostThatRefuses() {
    assertDial("connect_refused", Retry.SOON, new ConnectException("Connection refused"));
    assertDial("connect_refused", Retry.SOON, new NoRouteToHostException("No route to host"));
  }

  @Test
  public void aHandshakeThatIsNotDoneInTime() {
    assertDial("handshake_timeout", Retry.SOON, new TimeoutException("Total timeout 10000 ms"));
    assertDial("handshake_timeout", Retry.SOON, new TimeoutException());
  }

  @Test
  public void aHandshakeThatBreaksOff() {
    assertDial("handshake_broken_off", Retry.SOON, new EOFException());
    assertDial("handshake_broken_off", Retry.SOON, new ClosedChannelException());
    assertDial("handshake_broken_off", Retry.SOON, new SocketException("Connection reset"));
    assertDial(
        "handshake_broken_off", Retry.SOON, new HttpException.RuntimeException(500, "Early EOF"));
  }

  @Test
  public void anAnswerThatIsNotHttp() {
    assertDial(
        "bad_response", Retry.LATE, new HttpException.RuntimeException(505, "Unknown Version"));
  }

  @Test
  public void anAnswerThatIsRefused() {
    Failure refusal = Failure.late("subprotocol_missing", "none");
    assertDial("subprotocol_missing", Retry.LATE, new HandshakeRefusedException(refusal));
  }

  @Test
  public void aHandshakeThatJettyCannotWriteYet() {
    assertDial("connect_failed", Retry.SOON, new WritePendingException());
  }

  @Test
  public void anAnswerThatJettyRefuses() {
    Failure failure =
        FailureRule.ofDial(new UpgradeException(URI.create(SECRET), 101, "no"), false);
    assertEquals("bad_upgrade", failure.code());
    assertEquals(Retry.LATE, failure.retry());
  }

  @Test
  public void aCertificateThatIsNotTrusted() {
    assertTls("tls_untrusted", new CertPathBuilderException());
    assertTls("tls_untrusted", new CertPathValidatorException());
  }

  @Test
  public void aCertificateOutOfItsTime() {
    assertTls("tls_expired", new CertificateExpiredException());
    assertTls("tls_expired", new CertificateNotYetValidException());
    assertTls("tls_expired", new CertPathValidatorException(new CertificateExpiredException()));
  }

  @Test
  public void aCertificateForAnotherName() {
    assertTls("tls_wrong_name", new CertificateException("No name matching"));
  }

  @Test
  public void peersThatDoNotAgreeOnTls() {
    assertTls("tls_failed", new IOException("protocol_version"));
  }

  @Test
  public void anythingElseNamesItsClassAndNoMore() {
    Failure failure = FailureRule.ofDial(new IOException(SECRET), false);
    assertEquals("connect_failed", failure.code());
    assertEquals("no connection: IOException", failure.message());
    assertEquals(Retry.SOON, failure.retry());
  }

  @Test
  public void causesInACircleEnd() {
    IOException one = new IOException("one");
    IOException other = new IOException("other", one);
    one.initCause(other);
    assertEquals("connect_failed", FailureRule.ofDial(one, false).code());
  }

  private static void assertStatus(int status, String code, Retry retry, long afterMillis) {
    Failure failure = FailureRule.ofStatus(status, 7_000);
    assertEquals(code, failure.code());
    assertEquals(retry, failure.retry());
    assertEquals(afterMillis, failure.retryAfterMillis());
  }

  @Test
  public void aRedirect() {
    assertStatus(300, "redirect_refused", Retry.LATE, 0);
    assertStatus(399, "redirect_refused", Retry.LATE, 0);
  }

  @Test
  public void aServerThatWantsAnotherUser() {
    assertStatus(401, "http_401", Retry.NEVER, 0);
    assertStatus(403, "http_403", Retry.NEVER, 0);
  }

  @Test
  public void aServerThatIsOverloadedOrFails() {
    assertStatus(429, "http_429", Retry.SOON, 7_000);
    assertStatus(500, "http_500", Retry.SOON, 7_000);
    assertStatus(503, "http_503", Retry.SOON, 7_000);
  }

  @Test
  public void anyOtherStatus() {
    assertStatus(200, "http_200", Retry.LATE, 0);
    assertStatus(400, "http_400", Retry.LATE, 0);
    assertStatus(499, "http_499", Retry.LATE, 0);
  }

  private static void assertEnd(CloseStatus status, String code, Retry retry) {
    Failure failure = FailureRule.ofEnd(status);
    assertEquals(code, failure.code());
    assertEquals(retry, failure.retry());
  }

  @Test
  public void aSocketThatEndsForABreachOfThePeer() {
    assertEnd(
        new CloseStatus(1009, new MessageTooLargeException("long")),
        "message_too_large",
        Retry.LATE);
    assertEnd(new CloseStatus(1007, new BadPayloadException("bad")), "invalid_utf8", Retry.LATE);
    assertEnd(new CloseStatus(1002, new ProtocolException("bad")), "protocol_error", Retry.LATE);
  }

  @Test
  public void aSocketThatBreaksOff() {
    assertEnd(
        new CloseStatus(CloseStatus.NO_CLOSE, new ClosedChannelException()),
        "connection_lost",
        Retry.SOON);
    assertEnd(new CloseStatus(CloseStatus.NO_CLOSE), "connection_lost", Retry.SOON);
  }

  @Test
  public void whatJettyClosedByItselfIsTheHostsClosure() {
    CloseStatus status = new CloseStatus(1009, new MessageTooLargeException("long"));
    assertEquals(
        new Closure(1009, "message_too_large", ClosedBy.HOST),
        FailureRule.closureOf(status, FailureRule.ofEnd(status)));
  }

  @Test
  public void whatBrokeOffIsNobodysClosure() {
    CloseStatus status = new CloseStatus(CloseStatus.NO_CLOSE);
    assertNull(FailureRule.closureOf(status, FailureRule.ofEnd(status)));
  }
}
