// SPDX-License-Identifier: Apache-2.0
package io.sluice.benchmark;

import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Objects;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.websocket.core.CloseStatus;
import org.eclipse.jetty.websocket.core.Configuration.ConfigurationCustomizer;
import org.eclipse.jetty.websocket.core.CoreSession;
import org.eclipse.jetty.websocket.core.Frame;
import org.eclipse.jetty.websocket.core.FrameHandler;
import org.eclipse.jetty.websocket.core.client.CoreClientUpgradeRequest;
import org.eclipse.jetty.websocket.core.client.WebSocketCoreClient;
import org.jspecify.annotations.Nullable;

/**
 * A bare server that broadcasts what Jetty's core client reads from another one, in the same
 * process. It looks at no frame, and knows none that comes twice.
 */
final class JettyRelay implements Broadcaster {

  private final JettyBroadcast upstream = new JettyBroadcast();
  private final JettyBroadcast downstream = new JettyBroadcast();

  @Override
  public URI start() throws Exception {
    WebSocketCoreClient client = new WebSocketCoreClient(new HttpClient(), null);
    client.start();
    CoreClientUpgradeRequest request =
        CoreClientUpgradeRequest.from(client, upstream.start(), new Upstream());
    ConfigurationCustomizer configuration = new ConfigurationCustomizer();
    configuration.setIdleTimeout(Duration.ZERO);
    configuration.setAutoFragment(false);
    request.setConfiguration(configuration);
    client.connect(request).get();
    return downstream.start();
  }

  @Override
  public void publish(String text) {
    upstream.publish(text);
  }

  private final class Upstream implements FrameHandler {

    private @Nullable CoreSession session;

    @Override
    public void onOpen(CoreSession opened, Callback callback) {
      session = opened;
      callback.succeeded();
      opened.demand();
    }

    @Override
    public void onFrame(Frame frame, Callback callback) {
      ByteBuffer payload = frame.getPayload();
      byte[] text = new byte[payload.remaining()];
      payload.get(text);
      callback.succeeded();
      downstream.show(text);
      Objects.requireNonNull(session).demand();
    }

    @Override
    public void onError(Throwable cause, Callback callback) {
      JettyBroadcast.failed(cause);
      callback.succeeded();
    }

    @Override
    public void onClosed(CloseStatus status, Callback callback) {
      callback.succeeded();
    }
  }
}
