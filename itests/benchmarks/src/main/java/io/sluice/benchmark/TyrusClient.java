// SPDX-License-Identifier: Apache-2.0
package io.sluice.benchmark;

import jakarta.websocket.ClientEndpointConfig;
import jakarta.websocket.Endpoint;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.MessageHandler;
import jakarta.websocket.Session;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.glassfish.tyrus.client.ClientManager;

/** Tyrus, the reference implementation of Jakarta WebSocket. */
final class TyrusClient implements Contender {

  @Override
  public void connect(Load load) throws Exception {
    Reception reception = Reception.inline(load);
    ClientManager client = ClientManager.createClient();
    for (int i = 0; i < load.connections(); i++) {
      client.connectToServer(
          new Receiver(reception), ClientEndpointConfig.Builder.create().build(), load.uri());
    }
  }

  private static final class Receiver extends Endpoint {

    private final Reception reception;

    Receiver(Reception reception) {
      this.reception = reception;
    }

    private static void send(Session session, String text) {
      Future<Void> unused = session.getAsyncRemote().sendText(text);
    }

    @Override
    public void onOpen(Session session, EndpointConfig configuration) {
      Consumer<String> sink = reception.connected(text -> send(session, text));
      // Its type must be visible, which that of a lambda is not.
      session.addMessageHandler(
          String.class,
          new MessageHandler.Whole<String>() {
            @Override
            public void onMessage(String text) {
              sink.accept(text);
            }
          });
    }
  }
}
