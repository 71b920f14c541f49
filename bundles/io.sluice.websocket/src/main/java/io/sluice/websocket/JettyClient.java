// SPDX-License-Identifier: Apache-2.0
package io.sluice.websocket;

import java.net.URI;
import java.time.Instant;
import java.util.concurrent.Future;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.RedirectProtocolHandler;
import org.eclipse.jetty.client.Request;
import org.eclipse.jetty.client.Response;
import org.eclipse.jetty.client.WWWAuthenticationProtocolHandler;
import org.eclipse.jetty.client.transport.HttpClientTransportOverHTTP;
import org.eclipse.jetty.http.HttpCookieStore;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.io.ClientConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.eclipse.jetty.util.thread.ScheduledExecutorScheduler;
import org.eclipse.jetty.websocket.core.client.WebSocketCoreClient;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one Jetty client of the host, with the settings that a host needs: nothing is followed,
 * stored or shared, and everything is bounded. Owns the threads {@code sluice-jetty-n}.
 */
final class JettyClient implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(JettyClient.class);
  private static final int REQUEST_HEADER_BYTES = 32 << 10;
  private static final long STOP_MILLIS = 1_000;

  private final HttpClient http;
  private final WebSocketCoreClient webSocket;

  private JettyClient(HttpClient http, WebSocketCoreClient webSocket) {
    this.http = http;
    this.webSocket = webSocket;
  }

  /**
   * Starts the client. What Jetty keeps as its context class loader is this bundle's.
   *
   * @throws IllegalStateException if Jetty does not start
   */
  static JettyClient start(WebSocketLimits limits) {
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    thread.setContextClassLoader(JettyClient.class.getClassLoader());
    HttpClient http = http(limits);
    try {
      http.start();
      http.getProtocolHandlers().remove(RedirectProtocolHandler.NAME);
      http.getProtocolHandlers().remove(WWWAuthenticationProtocolHandler.NAME);
      // A client that is started already lends its threads and buffers; else there would be others.
      WebSocketCoreClient webSocket = new WebSocketCoreClient(http, null);
      webSocket.start();
      return new JettyClient(http, webSocket);
    } catch (Exception e) {
      throw new IllegalStateException("Jetty's client does not start", e);
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  private static HttpClient http(WebSocketLimits limits) {
    QueuedThreadPool threads = new QueuedThreadPool(limits.threads(), 1);
    threads.setName("sluice-jetty");
    threads.setDaemon(true);
    threads.setStopTimeout(STOP_MILLIS);
    ClientConnector connector = new ClientConnector();
    connector.setExecutor(threads);
    connector.setScheduler(new ScheduledExecutorScheduler("sluice-jetty-scheduler", true));
    connector.setConnectTimeout(limits.connectTimeout());
    HttpClient http = new HandshakeClient(connector);
    http.setFollowRedirects(false);
    http.setHttpCookieStore(new HttpCookieStore.Empty());
    http.setMaxResponseHeadersSize(limits.handshakeHeaderBytes());
    http.setMaxRequestHeadersSize(REQUEST_HEADER_BYTES);
    http.setAddressResolutionTimeout(limits.resolveTimeout().toMillis());
    http.setDestinationIdleTimeout(60_000);
    http.setUserAgentField(new HttpField(HttpHeader.USER_AGENT, "Sluice"));
    return http;
  }

  WebSocketCoreClient webSocket() {
    return webSocket;
  }

  @Override
  public void close() {
    try {
      webSocket.stop();
      http.stop();
    } catch (Exception e) {
      LOG.warn("Jetty's client did not stop in order", e);
    }
  }

  /**
   * Gives up a handshake as soon as the server's status is known to be another than 101, so that
   * nothing of the body is read, however long it is.
   */
  @SuppressWarnings("try") // It is stopped with stop(), as Jetty's components are.
  private static final class HandshakeClient extends HttpClient {

    HandshakeClient(ClientConnector connector) {
      super(new HttpClientTransportOverHTTP(connector));
    }

    @Override
    public Request newRequest(URI uri) {
      return super.newRequest(uri).onResponseHeaders(HandshakeClient::requireUpgrade);
    }

    private static void requireUpgrade(Response response) {
      int status = response.getStatus();
      if (status != HttpStatus.SWITCHING_PROTOCOLS_101) {
        String retryAfter = response.getHeaders().get(HttpHeader.RETRY_AFTER);
        Future<Boolean> unused =
            response.abort(
                new HandshakeRefusedException(
                    FailureRule.ofStatus(status, RetryAfter.millis(retryAfter, Instant.now()))));
      }
    }
  }
}
