// SPDX-License-Identifier: Apache-2.0
package io.sluice.benchmark;

import java.time.Duration;
import java.util.function.Consumer;
import org.eclipse.jetty.websocket.api.Callback;
import org.eclipse.jetty.websocket.api.Session;
import org.eclipse.jetty.websocket.client.WebSocketClient;

/** Jetty's application client with a hand-off, as a plugin author uses it by hand. */
final class JettyApplicationClient implements Contender {

  @Override
  public void connect(Load load) throws Exception {
    Reception reception = Reception.handingOff(load);
    WebSocketClient client = new WebSocketClient();
    client.setIdleTimeout(Duration.ZERO);
    client.start();
    for (int i = 0; i < load.connections(); i++) {
      client.connect(new Receiver(reception), load.uri()).get();
    }
  }

  /** Public, since Jetty calls it by method handles. */
  public static final class Receiver extends Session.Listener.AbstractAutoDemanding {

    private final Consumer<String> sink;

    Receiver(Reception reception) {
      sink = reception.connected(this::send);
    }

    @Override
    public void onWebSocketText(String message) {
      sink.accept(message);
    }

    private void send(String text) {
      getSession().sendText(text, Callback.NOOP);
    }
  }
}
