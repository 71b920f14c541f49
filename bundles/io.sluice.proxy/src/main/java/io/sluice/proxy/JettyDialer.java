// SPDX-License-Identifier: Apache-2.0
package io.sluice.proxy;

import io.sluice.jetty.ClientLife;
import io.sluice.jetty.ProxiedClient;
import io.sluice.spi.outbound.AddressResolver;
import io.sluice.spi.target.TargetUrl;
import java.io.IOException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.websocket.core.Configuration.ConfigurationCustomizer;
import org.eclipse.jetty.websocket.core.CoreSession;
import org.eclipse.jetty.websocket.core.client.CoreClientUpgradeRequest;
import org.eclipse.jetty.websocket.core.client.WebSocketCoreClient;
import org.jspecify.annotations.Nullable;

/**
 * Dials with Jetty's core WebSocket client. Nothing is followed, stored or shared. Owns the threads
 * {@code sluice-proxy-client-n}.
 */
final class JettyDialer implements Dialer, AutoCloseable {

  private static final int HEADER_BYTES = 16 << 10;

  private final HttpClient http;
  private final WebSocketCoreClient webSocket;
  private final UpstreamLimits limits;

  private JettyDialer(HttpClient http, WebSocketCoreClient webSocket, UpstreamLimits limits) {
    this.http = http;
    this.webSocket = webSocket;
    this.limits = limits;
  }

  /**
   * Starts the client.
   *
   * @throws IllegalStateException if Jetty does not start
   */
  static JettyDialer start(UpstreamLimits limits, AddressResolver resolver, SSLContext tls) {
    return ClientLife.start(
        () -> http(limits, resolver, tls),
        http -> {
          http.getProtocolHandlers().put(new RefusedHandshakes());
          WebSocketCoreClient webSocket = new WebSocketCoreClient(http, null);
          webSocket.start();
          return new JettyDialer(http, webSocket, limits);
        });
  }

  private static HttpClient http(UpstreamLimits limits, AddressResolver resolver, SSLContext tls) {
    HttpClient http =
        ProxiedClient.of(
            "sluice-proxy-client", limits.threads(), limits.connectTimeout(), resolver, tls);
    http.setMaxResponseHeadersSize(HEADER_BYTES);
    http.setDestinationIdleTimeout(60_000);
    return http;
  }

  @Override
  public Line dial(
      RuntimeTarget target, String worker, @Nullable String cursor, Listener listener) {
    UpstreamSocket socket = new UpstreamSocket(listener);
    try {
      CompletableFuture<CoreSession> opening =
          webSocket.connect(upgrade(target, target.events(worker, cursor), socket));
      CompletableFuture<CoreSession> unused =
          opening.whenComplete((session, failure) -> socket.handshakeEnded(failure));
      return () -> {
        opening.completeExceptionally(new CancellationException("given up"));
        socket.close();
      };
    } catch (IOException | RuntimeException e) {
      socket.handshakeEnded(e);
      return () -> {};
    }
  }

  private CoreClientUpgradeRequest upgrade(
      RuntimeTarget target, TargetUrl url, UpstreamSocket socket) {
    CoreClientUpgradeRequest upgrade = CoreClientUpgradeRequest.from(webSocket, url.uri(), socket);
    upgrade.tag(new WayToRuntime(url));
    upgrade.timeout(limits.handshake().toMillis(), TimeUnit.MILLISECONDS);
    ConfigurationCustomizer configuration = new ConfigurationCustomizer();
    configuration.setIdleTimeout(limits.silence());
    configuration.setMaxFrameSize(UpstreamSocket.MOST_BYTES);
    upgrade.setConfiguration(configuration);
    if (!target.token().isEmpty()) {
      upgrade.headers(fields -> fields.put(HttpHeader.AUTHORIZATION, "Bearer " + target.token()));
    }
    return upgrade;
  }

  @Override
  public void close() {
    ClientLife.stop(webSocket);
    ClientLife.stop(http);
  }
}
