// SPDX-License-Identifier: Apache-2.0
package io.sluice.request;

import io.sluice.api.request.RequestResult;
import io.sluice.api.request.RequestResult.Failed;
import io.sluice.api.request.RequestResult.Rejected;
import io.sluice.jetty.Causes;
import io.sluice.jetty.TlsFailure;
import io.sluice.spi.outbound.ResolutionException;
import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.channels.ClosedChannelException;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import org.eclipse.jetty.client.HttpResponseException;
import org.eclipse.jetty.http.HttpException;

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
    ResolutionException unresolved = Causes.find(thrown, ResolutionException.class);
    if (unresolved != null) {
      return ofResolution(unresolved);
    }
    SSLException tls = Causes.find(thrown, SSLException.class);
    if (tls != null) {
      TlsFailure failure = TlsFailure.of(tls);
      return new Failed(failure.code(), failure.message());
    }
    if (Causes.has(thrown, SocketTimeoutException.class)) {
      return new Failed("connect_timeout", "no TCP connection in time");
    }
    if (Causes.has(thrown, ConnectException.class)
        || Causes.has(thrown, NoRouteToHostException.class)) {
      return new Failed("connect_refused", "the host did not accept a TCP connection");
    }
    if (Causes.has(thrown, TimeoutException.class)) {
      return new Failed("timeout", "the exchange was not done in time");
    }
    if (Causes.has(thrown, HttpException.RuntimeException.class)) {
      return new Failed("bad_response", "the server's answer is not HTTP, or its header too long");
    }
    if (Causes.has(thrown, EOFException.class)
        || Causes.has(thrown, ClosedChannelException.class)
        || Causes.has(thrown, SocketException.class)) {
      return new Failed("connection_lost", "the connection broke off before the answer was whole");
    }
    if (Causes.has(thrown, HttpResponseException.class)
        || (proxied && Causes.has(thrown, IOException.class))) {
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
}
