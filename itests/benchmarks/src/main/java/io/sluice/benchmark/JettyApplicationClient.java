// SPDX-License-Identifier: Apache-2.0
package io.sluice.benchmark;

import java.net.URI;
import java.time.Duration;
import org.eclipse.jetty.websocket.api.Callback;
import org.eclipse.jetty.websocket.api.Session;
import org.eclipse.jetty.websocket.client.WebSocketClient;

/** Jetty's application client with a hand-off, as a plugin author uses it by hand. */
final class JettyApplicationClient implements Contender {

  @Override
  public void connect(int port, boolean echo) throws Exception {
    WebSocketClient client = new WebSocketClient();
    client.setIdleTimeout(Duration.ZERO);
    client.start();
    client.connect(new Receiver(echo), URI.create("ws://127.0.0.1:" + port + "/")).get();
  }

  /** Public, since Jetty calls it by method handles. */
  public static final class Receiver extends Session.Listener.AbstractAutoDemanding {

    private final HandOff handOff;

    Receiver(boolean echo) {
      TextHandler handler = new TextHandler(echo);
      handOff = new HandOff(text -> handler.handle(text, this::send));
    }

    @Override
    public void onWebSocketText(String message) {
      handOff.put(message);
    }

    private void send(String text) {
      getSession().sendText(text, Callback.NOOP);
    }
  }
}
