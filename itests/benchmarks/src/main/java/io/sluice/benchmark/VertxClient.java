// SPDX-License-Identifier: Apache-2.0
package io.sluice.benchmark;

import io.vertx.core.Vertx;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketClientOptions;

/** Vert.x, with one client for all connections. */
final class VertxClient implements Contender {

  private static final int MOST_BYTES = 1 << 20;

  @Override
  public void connect(Load load) throws Exception {
    Reception reception = Reception.inline(load);
    Vertx vertx = Vertx.vertx();
    WebSocketClient client =
        vertx.createWebSocketClient(
            new WebSocketClientOptions()
                .setMaxConnections(load.connections())
                .setMaxFrameSize(MOST_BYTES)
                .setMaxMessageSize(MOST_BYTES));
    for (int i = 0; i < load.connections(); i++) {
      client
          .connect(load.port(), "127.0.0.1", "/")
          .onSuccess(socket -> receive(socket, reception))
          .toCompletionStage()
          .toCompletableFuture()
          .get();
    }
  }

  private static void receive(WebSocket socket, Reception reception) {
    socket.textMessageHandler(reception.connected(socket::writeTextMessage)::accept);
  }
}
