// SPDX-License-Identifier: Apache-2.0
package io.sluice.websocket;

import io.sluice.api.event.ClosedBy;
import io.sluice.jetty.Causes;
import io.sluice.jetty.TlsFailure;
import io.sluice.spi.outbound.ResolutionException;
import java.io.EOFException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.WritePendingException;
import java.util.Locale;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import org.eclipse.jetty.client.HttpResponseException;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.websocket.core.CloseStatus;
import org.eclipse.jetty.websocket.core.exception.BadPayloadException;
import org.eclipse.jetty.websocket.core.exception.MessageTooLargeException;
import org.eclipse.jetty.websocket.core.exception.ProtocolException;
import org.eclipse.jetty.websocket.core.exception.WebSocketException;
import org.jspecify.annotations.Nullable;

/**
 * Sorts what went wrong into classes of failure. Messages are our own: those of the exceptions hold
 * URLs with their queries.
 */
final class FailureRule {

  /** What Jetty says of an answer whose header ends with the connection. */
  private static final String CUT_SHORT = "Early EOF";

  private static final Failure BROKEN_OFF =
      Failure.soon("handshake_broken_off", "the connection broke off in the handshake");

  private FailureRule() {}

  /** Sorts why a socket could not be opened, directly or through a proxy. */
  static Failure ofDial(Throwable thrown, boolean proxied) {
    HandshakeRefusedException refused = Causes.find(thrown, HandshakeRefusedException.class);
    if (refused != null) {
      return refused.failure();
    }
    ResolutionException unresolved = Causes.find(thrown, ResolutionException.class);
    if (unresolved != null) {
      return ofResolution(unresolved);
    }
    SSLException tls = Causes.find(thrown, SSLException.class);
    if (tls != null) {
      TlsFailure failure = TlsFailure.of(tls);
      return Failure.late(failure.code(), failure.message());
    }
    if (Causes.has(thrown, SocketTimeoutException.class)) {
      return Failure.soon("connect_timeout", "no TCP connection in time");
    }
    if (Causes.has(thrown, ConnectException.class)
        || Causes.has(thrown, NoRouteToHostException.class)) {
      return Failure.soon("connect_refused", "the host did not accept a TCP connection");
    }
    if (Causes.has(thrown, TimeoutException.class)) {
      return Failure.soon("handshake_timeout", "the handshake was not done in time");
    }
    HttpException.RuntimeException http = Causes.find(thrown, HttpException.RuntimeException.class);
    if (http != null) {
      return ofHttp(http);
    }
    if (Causes.has(thrown, EOFException.class)
        || Causes.has(thrown, ClosedChannelException.class)
        || Causes.has(thrown, SocketException.class)) {
      return BROKEN_OFF;
    }
    if (Causes.has(thrown, WritePendingException.class)) {
      // A proxy's answer was there before Jetty had heard that the whole request for it was
      // written.
      return Failure.soon("connect_failed", "the handshake could not be sent");
    }
    if (proxied && Causes.has(thrown, HttpResponseException.class)) {
      return Failure.late("proxy_refused", "the proxy does not connect to the host");
    }
    if (Causes.has(thrown, HttpResponseException.class)
        || Causes.has(thrown, WebSocketException.class)) {
      return Failure.late("bad_upgrade", "the server's answer is no WebSocket handshake");
    }
    return Failure.soon("connect_failed", "no connection: " + thrown.getClass().getSimpleName());
  }

  /** A name server may answer better soon; a refused address is one until somebody acts. */
  private static Failure ofResolution(ResolutionException unresolved) {
    String message = String.valueOf(unresolved.getMessage());
    return unresolved.code().startsWith("dns_")
        ? Failure.soon(unresolved.code(), message)
        : Failure.late(unresolved.code(), message);
  }

  private static Failure ofHttp(HttpException.RuntimeException thrown) {
    return CUT_SHORT.equals(thrown.getReason())
        ? BROKEN_OFF
        : Failure.late("bad_response", "the server's answer is not HTTP, or its header too long");
  }

  /** Sorts what an HTTP status in place of 101 means. */
  static Failure ofStatus(int status, long retryAfterMillis) {
    String code = "http_" + status;
    String message = "the server answered the handshake with HTTP status " + status;
    if (status >= 300 && status < 400) {
      return Failure.late("redirect_refused", message + "; redirects are not followed");
    }
    if (status == 401 || status == 403) {
      return Failure.never(code, message);
    }
    if (status == 429 || status >= 500) {
      return new Failure(code, message, Failure.Retry.SOON, retryAfterMillis);
    }
    return Failure.late(code, message);
  }

  /** Sorts why an open socket came to its end without anybody here having closed it. */
  static Failure ofEnd(CloseStatus status) {
    Throwable cause = status.getCause();
    if (cause != null && Causes.has(cause, MessageTooLargeException.class)) {
      return Failure.late("message_too_large", "the peer sent a message that is too long");
    }
    if (cause != null && Causes.has(cause, BadPayloadException.class)) {
      return Failure.late("invalid_utf8", "the peer sent a text that is not UTF-8");
    }
    if (cause != null && Causes.has(cause, ProtocolException.class)) {
      return Failure.late("protocol_error", "the peer broke the WebSocket protocol");
    }
    return Failure.soon("connection_lost", "the connection broke off");
  }

  /** The closure that Jetty came to by itself, or null if the connection just broke off. */
  static @Nullable Closure closureOf(CloseStatus status, Failure failure) {
    return CloseStatus.isTransmittableStatusCode(status.getCode())
        ? new Closure(status.getCode(), failure.code().toLowerCase(Locale.ROOT), ClosedBy.HOST)
        : null;
  }
}
