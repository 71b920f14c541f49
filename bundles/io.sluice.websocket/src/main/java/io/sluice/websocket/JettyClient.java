// SPDX-License-Identifier: Apache-2.0
package io.sluice.websocket;

import io.sluice.jetty.JudgedResolver;
import io.sluice.jetty.ProxiedClient;
import io.sluice.spi.outbound.AddressResolver;
import javax.net.ssl.SSLContext;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.ProxyAuthenticationProtocolHandler;
import org.eclipse.jetty.client.RedirectProtocolHandler;
import org.eclipse.jetty.client.WWWAuthenticationProtocolHandler;
import org.eclipse.jetty.client.transport.HttpClientTransportOverHTTP;
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
  static JettyClient start(WebSocketLimits limits, AddressResolver resolver, SSLContext tls) {
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    thread.setContextClassLoader(JettyClient.class.getClassLoader());
    HttpClient http = http(limits, resolver, tls);
    try {
      http.start();
      http.getProtocolHandlers().remove(RedirectProtocolHandler.NAME);
      http.getProtocolHandlers().remove(WWWAuthenticationProtocolHandler.NAME);
      http.getProtocolHandlers().remove(ProxyAuthenticationProtocolHandler.NAME);
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

  private static HttpClient http(WebSocketLimits limits, AddressResolver resolver, SSLContext tls) {
    QueuedThreadPool threads = new QueuedThreadPool(limits.threads(), 1);
    threads.setName("sluice-jetty");
    threads.setDaemon(true);
    threads.setStopTimeout(STOP_MILLIS);
    ClientConnector connector = new ClientConnector();
    connector.setExecutor(threads);
    connector.setScheduler(new ScheduledExecutorScheduler("sluice-jetty-scheduler", true));
    connector.setConnectTimeout(limits.connectTimeout());
    connector.setSslContextFactory(tls(tls));
    HttpClient http = new ProxiedClient(new HttpClientTransportOverHTTP(connector));
    http.setMaxResponseHeadersSize(limits.handshakeHeaderBytes());
    http.setSocketAddressResolver(new JudgedResolver(resolver, threads));
    http.setDestinationIdleTimeout(60_000);
    return http;
  }

  private static SslContextFactory.Client tls(SSLContext context) {
    SslContextFactory.Client tls = new SslContextFactory.Client();
    tls.setSslContext(context);
    tls.setEndpointIdentificationAlgorithm("HTTPS");
    return tls;
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
