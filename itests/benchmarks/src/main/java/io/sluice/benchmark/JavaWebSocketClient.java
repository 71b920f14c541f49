// SPDX-License-Identifier: Apache-2.0
package io.sluice.benchmark;

import java.util.function.Consumer;
import org.java_websocket.client.WebSocketClient;
import org.java_websocket.handshake.ServerHandshake;

/** Java-WebSocket, with its own threads for each connection. */
final class JavaWebSocketClient implements Contender {

  @Override
  public void connect(Load load) throws Exception {
    Reception reception = Reception.inline(load);
    for (int i = 0; i < load.connections(); i++) {
      Client client = new Client(load, reception);
      client.setConnectionLostTimeout(0);
      client.setTcpNoDelay(true);
      client.connectBlocking();
    }
  }

  private static final class Client extends WebSocketClient {

    private final Consumer<String> sink;

    Client(Load load, Reception reception) {
      super(load.uri());
      sink = reception.connected(this::send);
    }

    @Override
    public void onOpen(ServerHandshake handshake) {}

    @Override
    public void onMessage(String text) {
      sink.accept(text);
    }

    @Override
    public void onClose(int code, String reason, boolean remote) {}

    @Override
    public void onError(Exception cause) {
      cause.printStackTrace();
    }
  }
}
