// SPDX-License-Identifier: Apache-2.0
package io.sluice.websocket;

import io.sluice.jetty.ClientLife;
import io.sluice.jetty.ProxiedClient;
import io.sluice.spi.outbound.AddressResolver;
import java.time.Duration;
import javax.net.ssl.SSLContext;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.websocket.core.client.WebSocketCoreClient;

/**
 * The one Jetty client of the host, with the settings that a host needs: nothing is followed,
 * stored or shared, and everything is bounded. Owns the threads {@code sluice-jetty-n}.
 */
final class JettyClient implements AutoCloseable {

  /** Each dial has a destination of its own, which knows all of its connection. */
  private static final Duration FORGET_AFTER = Duration.ofSeconds(1);

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
    return ClientLife.start(
        () -> http(limits, resolver, tls),
        http -> {
          http.getProtocolHandlers().put(new HandshakeHandler());
          // A client that is started already lends its threads and buffers; else there would be
          // others.
          WebSocketCoreClient webSocket = new WebSocketCoreClient(http, null);
          webSocket.start();
          return new JettyClient(http, webSocket);
        });
  }

  private static HttpClient http(WebSocketLimits limits, AddressResolver resolver, SSLContext tls) {
    HttpClient http =
        ProxiedClient.of("sluice-jetty", limits.threads(), limits.connectTimeout(), resolver, tls);
    http.setMaxResponseHeadersSize(limits.handshakeHeaderBytes());
    http.setDestinationIdleTimeout(FORGET_AFTER.toMillis());
    return http;
  }

  WebSocketCoreClient webSocket() {
    return webSocket;
  }

  @Override
  public void close() {
    ClientLife.stop(webSocket);
    ClientLife.stop(http);
  }
}
