// SPDX-License-Identifier: Apache-2.0
package io.sluice.itest.autobahn;

import java.net.URI;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.websocket.core.Configuration.ConfigurationCustomizer;
import org.eclipse.jetty.websocket.core.client.CoreClientUpgradeRequest;
import org.eclipse.jetty.websocket.core.client.WebSocketCoreClient;
import org.eclipse.jetty.websocket.core.internal.MessageHandler;

/** Jetty's core client, with Jetty's own assembly of messages, and nothing of ours. */
final class JettyEcho implements EchoClient {

  private static final long CONNECT_SECONDS = 10;

  /** As much as the host allows by default. */
  private static final long LONGEST_TEXT = 256 << 10;

  private final HttpClient http = new HttpClient();
  private final WebSocketCoreClient client;

  JettyEcho() throws Exception {
    http.start();
    client = new WebSocketCoreClient(http, null);
    client.start();
  }

  @Override
  public void connect(URI uri) throws Exception {
    CoreClientUpgradeRequest request = CoreClientUpgradeRequest.from(client, uri, new Echo());
    ConfigurationCustomizer configuration = new ConfigurationCustomizer();
    configuration.setIdleTimeout(Duration.ZERO);
    configuration.setMaxTextMessageSize(LONGEST_TEXT);
    configuration.setMaxFrameSize(LONGEST_TEXT);
    request.setConfiguration(configuration);
    client.connect(request).get(CONNECT_SECONDS, TimeUnit.SECONDS);
  }

  @Override
  public void disconnect() {}

  @Override
  public void stop() throws Exception {
    client.stop();
    http.stop();
  }

  private static final class Echo extends MessageHandler {

    @Override
    protected void onText(String message, Callback callback) {
      sendText(message, callback, false);
    }
  }
}
