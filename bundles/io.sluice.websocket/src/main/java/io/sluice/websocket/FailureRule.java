// SPDX-License-Identifier: Apache-2.0
package io.sluice.websocket;

import io.sluice.api.event.ClosedBy;
import io.sluice.spi.outbound.ResolutionException;
import java.io.EOFException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.channels.ClosedChannelException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
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

  /** Sorts why a socket could not be opened. */
  static Failure ofDial(Throwable thrown) {
    HandshakeRefusedException refused = find(thrown, HandshakeRefusedException.class);
    if (refused != null) {
      return refused.failure();
    }
    ResolutionException unresolved = find(thrown, ResolutionException.class);
    if (unresolved != null) {
      return ofResolution(unresolved);
    }
    SSLException tls = find(thrown, SSLException.class);
    if (tls != null) {
      return ofTls(tls);
    }
    if (has(thrown, SocketTimeoutException.class)) {
      return Failure.soon("connect_timeout", "no TCP connection in time");
    }
    if (has(thrown, ConnectException.class) || has(thrown, NoRouteToHostException.class)) {
      return Failure.soon("connect_refused", "the host did not accept a TCP connection");
    }
    if (has(thrown, TimeoutException.class)) {
      return Failure.soon("handshake_timeout", "the handshake was not done in time");
    }
    HttpException.RuntimeException http = find(thrown, HttpException.RuntimeException.class);
    if (http != null) {
      return ofHttp(http);
    }
    if (has(thrown, EOFException.class)
        || has(thrown, ClosedChannelException.class)
        || has(thrown, SocketException.class)) {
      return BROKEN_OFF;
    }
    if (has(thrown, HttpResponseException.class) || has(thrown, WebSocketException.class)) {
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

  private static Failure ofTls(SSLException thrown) {
    if (has(thrown, CertificateExpiredException.class)
        || has(thrown, CertificateNotYetValidException.class)) {
      return Failure.late("tls_expired", "the server's certificate is expired or not valid yet");
    }
    if (has(thrown, CertPathBuilderException.class)
        || has(thrown, CertPathValidatorException.class)) {
      return Failure.late("tls_untrusted", "the server's certificate is not trusted");
    }
    if (has(thrown, CertificateException.class)) {
      return Failure.late("tls_wrong_name", "the server's certificate is for another name");
    }
    return Failure.late("tls_failed", "no TLS connection: the peers do not agree on the protocol");
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
    if (cause != null && has(cause, MessageTooLargeException.class)) {
      return Failure.late("message_too_large", "the peer sent a message that is too long");
    }
    if (cause != null && has(cause, BadPayloadException.class)) {
      return Failure.late("invalid_utf8", "the peer sent a text that is not UTF-8");
    }
    if (cause != null && has(cause, ProtocolException.class)) {
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

  private static boolean has(Throwable thrown, Class<? extends Throwable> type) {
    return find(thrown, type) != null;
  }

  private static <T extends Throwable> @Nullable T find(Throwable thrown, Class<T> type) {
    Throwable each = thrown;
    for (int depth = 0; each != null && depth < 16; depth++) {
      if (type.isInstance(each)) {
        return type.cast(each);
      }
      each = each.getCause();
    }
    return null;
  }
}
