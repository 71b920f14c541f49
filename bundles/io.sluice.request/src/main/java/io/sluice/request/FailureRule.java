// SPDX-License-Identifier: Apache-2.0
package io.sluice.request;

import io.sluice.api.request.RequestResult;
import io.sluice.api.request.RequestResult.Failed;
import io.sluice.api.request.RequestResult.Rejected;
import io.sluice.spi.outbound.ResolutionException;
import java.io.EOFException;
import java.io.IOException;
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
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import org.eclipse.jetty.client.HttpResponseException;
import org.eclipse.jetty.http.HttpException;
import org.jspecify.annotations.Nullable;

/**
 * Sorts what went wrong with an exchange. Messages are our own: those of the exceptions hold URLs
 * with their queries.
 */
final class FailureRule {

  private FailureRule() {}

  /**
   * Sorts a failure.
   *
   * @param thrown what the client says
   * @param proxied whether the exchange went through a proxy
   */
  static RequestResult of(Throwable thrown, boolean proxied) {
    ResolutionException unresolved = find(thrown, ResolutionException.class);
    if (unresolved != null) {
      return ofResolution(unresolved);
    }
    if (has(thrown, SSLException.class)) {
      return ofTls(thrown);
    }
    if (has(thrown, SocketTimeoutException.class)) {
      return new Failed("connect_timeout", "no TCP connection in time");
    }
    if (has(thrown, ConnectException.class) || has(thrown, NoRouteToHostException.class)) {
      return new Failed("connect_refused", "the host did not accept a TCP connection");
    }
    if (has(thrown, TimeoutException.class)) {
      return new Failed("timeout", "the exchange was not done in time");
    }
    if (has(thrown, HttpException.RuntimeException.class)) {
      return new Failed("bad_response", "the server's answer is not HTTP, or its header too long");
    }
    if (has(thrown, EOFException.class)
        || has(thrown, ClosedChannelException.class)
        || has(thrown, SocketException.class)) {
      return new Failed("connection_lost", "the connection broke off before the answer was whole");
    }
    if (has(thrown, HttpResponseException.class) || (proxied && has(thrown, IOException.class))) {
      return new Failed("proxy_refused", "the proxy does not connect to the host");
    }
    return new Failed("connect_failed", "no exchange: " + thrown.getClass().getSimpleName());
  }

  /** What the judge refused was never allowed; what has no address was. */
  private static RequestResult ofResolution(ResolutionException thrown) {
    String message = String.valueOf(thrown.getMessage());
    return thrown.code().startsWith("dns_")
        ? new Failed(thrown.code(), message)
        : new Rejected(thrown.code(), message);
  }

  private static RequestResult ofTls(Throwable thrown) {
    if (has(thrown, CertificateExpiredException.class)
        || has(thrown, CertificateNotYetValidException.class)) {
      return new Failed("tls_expired", "the server's certificate is expired or not valid yet");
    }
    if (has(thrown, CertPathBuilderException.class)
        || has(thrown, CertPathValidatorException.class)) {
      return new Failed("tls_untrusted", "the server's certificate is not trusted");
    }
    if (has(thrown, CertificateException.class)) {
      return new Failed("tls_wrong_name", "the server's certificate is for another name");
    }
    return new Failed("tls_failed", "no TLS connection: the peers do not agree on the protocol");
  }

  private static boolean has(Throwable thrown, Class<? extends Throwable> type) {
    return find(thrown, type) != null;
  }

  private static <T extends Throwable> @Nullable T find(Throwable thrown, Class<T> type) {
    Throwable cause = thrown;
    // Causes may go round in a circle.
    for (int depth = 0; cause != null && depth < 16; depth++) {
      if (type.isInstance(cause)) {
        return type.cast(cause);
      }
      cause = cause.getCause();
    }
    return null;
  }
}
