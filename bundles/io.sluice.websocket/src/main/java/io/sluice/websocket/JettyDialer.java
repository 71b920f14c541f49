// SPDX-License-Identifier: Apache-2.0
package io.sluice.websocket;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.websocket.core.Configuration.ConfigurationCustomizer;
import org.eclipse.jetty.websocket.core.CoreSession;
import org.eclipse.jetty.websocket.core.client.CoreClientUpgradeRequest;
import org.eclipse.jetty.websocket.core.client.WebSocketCoreClient;

/** Opens sockets with Jetty's core WebSocket client. */
final class JettyDialer implements Dialer {

  /** It goes back to the pool when there is nothing to read, so that an idle socket has none. */
  private static final int INPUT_BUFFER_BYTES = 32 << 10;

  private final WebSocketCoreClient client;
  private final WebSocketLimits limits;

  JettyDialer(WebSocketCoreClient client, WebSocketLimits limits) {
    this.client = client;
    this.limits = limits;
  }

  @Override
  public Attempt dial(Request request, Channel channel) {
    try {
      CompletableFuture<CoreSession> opening = client.connect(upgrade(request, channel));
      return () -> opening.completeExceptionally(new CancellationException("given up"));
    } catch (IOException | RuntimeException e) {
      channel.onError(e, Callback.NOOP);
      return () -> {};
    }
  }

  private CoreClientUpgradeRequest upgrade(Request request, Channel channel) {
    CoreClientUpgradeRequest upgrade =
        CoreClientUpgradeRequest.from(client, request.uri(), channel);
    // Jetty lets those who dial the same host wait for each other, use the sockets that others have
    // opened, and fail together, unless their tags differ.
    upgrade.tag(channel.passage());
    upgrade.timeout(limits.handshakeTimeout().toMillis(), TimeUnit.MILLISECONDS);
    upgrade.setConfiguration(configuration(request));
    upgrade.headers(fields -> request.headers().forEach(fields::put));
    upgrade.setSubProtocols(request.subprotocols());
    return upgrade;
  }

  private static ConfigurationCustomizer configuration(Request request) {
    ConfigurationCustomizer configuration = new ConfigurationCustomizer();
    // The liveness of the connection has its own clock, which stands still while reading is paused.
    configuration.setIdleTimeout(Duration.ZERO);
    configuration.setAutoFragment(false);
    configuration.setMaxFrameSize(request.maxFrameBytes());
    configuration.setInputBufferSize(INPUT_BUFFER_BYTES);
    return configuration;
  }
}
