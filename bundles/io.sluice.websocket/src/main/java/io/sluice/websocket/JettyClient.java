// SPDX-License-Identifier: Apache-2.0
package io.sluice.websocket;

import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.ProxyAuthenticationProtocolHandler;
import org.eclipse.jetty.client.RedirectProtocolHandler;
import org.eclipse.jetty.client.WWWAuthenticationProtocolHandler;
import org.eclipse.jetty.client.transport.HttpClientTransportOverHTTP;
import org.eclipse.jetty.http.HttpCookieStore;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.ClientConnector;
import org.eclipse.jetty.util.component.LifeCycle;
import org.eclipse.jetty.util.ssl.SslContextFactory;
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
   * Starts the client, which trusts the certificates that the Java platform does.
   *
   * @throws IllegalStateException if Jetty does not start
   */
  static JettyClient start(WebSocketLimits limits) {
    return start(limits, new SslContextFactory.Client());
  }

  /**
   * Starts the client. What Jetty keeps as its context class loader is this bundle's.
   *
   * @throws IllegalStateException if Jetty does not start
   */
  static JettyClient start(WebSocketLimits limits, SslContextFactory.Client tls) {
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    thread.setContextClassLoader(JettyClient.class.getClassLoader());
    HttpClient http = http(limits, tls);
    try {
      http.start();
      http.getProtocolHandlers().remove(RedirectProtocolHandler.NAME);
      http.getProtocolHandlers().remove(WWWAuthenticationProtocolHandler.NAME);
      http.getProtocolHandlers().remove(ProxyAuthenticationProtocolHandler.NAME);
      http.getProtocolHandlers().put(new HandshakeHandler());
      // A client that is started already lends its threads and buffers; else there would be others.
      WebSocketCoreClient webSocket = new WebSocketCoreClient(http, null);
      webSocket.start();
      return new JettyClient(http, webSocket);
    } catch (Exception e) {
      stop(http);
      throw new IllegalStateException("Jetty's client does not start", e);
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  private static HttpClient http(WebSocketLimits limits, SslContextFactory.Client tls) {
    QueuedThreadPool threads = new QueuedThreadPool(limits.threads(), 1);
    threads.setName("sluice-jetty");
    threads.setDaemon(true);
    threads.setStopTimeout(STOP_MILLIS);
    ClientConnector connector = new ClientConnector();
    connector.setExecutor(threads);
    connector.setScheduler(new ScheduledExecutorScheduler("sluice-jetty-scheduler", true));
    connector.setConnectTimeout(limits.connectTimeout());
    connector.setSslContextFactory(tls);
    HttpClient http = new HttpClient(transport(connector));
    http.setFollowRedirects(false);
    http.setHttpCookieStore(new HttpCookieStore.Empty());
    http.setMaxResponseHeadersSize(limits.handshakeHeaderBytes());
    http.setMaxRequestHeadersSize(REQUEST_HEADER_BYTES);
    http.setAddressResolutionTimeout(limits.resolveTimeout().toMillis());
    http.setDestinationIdleTimeout(60_000);
    http.setUserAgentField(new HttpField(HttpHeader.USER_AGENT, "Sluice"));
    return http;
  }

  private static HttpClientTransportOverHTTP transport(ClientConnector connector) {
    HttpClientTransportOverHTTP transport = new HttpClientTransportOverHTTP(connector);
    transport.setConnectionPoolFactory(WantedConnections::new);
    return transport;
  }

  WebSocketCoreClient webSocket() {
    return webSocket;
  }

  @Override
  public void close() {
    stop(webSocket);
    stop(http);
  }

  private static void stop(LifeCycle part) {
    try {
      part.stop();
    } catch (Exception e) {
      LOG.warn("Jetty's client did not stop in order", e);
    }
  }
}
