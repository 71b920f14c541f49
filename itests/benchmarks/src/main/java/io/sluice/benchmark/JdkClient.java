// SPDX-License-Identifier: Apache-2.0
package io.sluice.benchmark;

import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The platform's own client, {@code java.net.http}. */
final class JdkClient implements Contender {

  @Override
  public void connect(Load load) {
    Reception reception = Reception.inline(load);
    HttpClient client = HttpClient.newHttpClient();
    for (int i = 0; i < load.connections(); i++) {
      client.newWebSocketBuilder().buildAsync(load.uri(), new Receiver(reception)).join();
    }
  }

  private static final class Receiver implements WebSocket.Listener {

    private final Reception reception;
    private final StringBuilder partial = new StringBuilder();
    private Consumer<String> sink = text -> {};

    Receiver(Reception reception) {
      this.reception = reception;
    }

    @Override
    public void onOpen(WebSocket socket) {
      sink = reception.connected(text -> send(socket, text));
      socket.request(1);
    }

    private static void send(WebSocket socket, String text) {
      CompletableFuture<?> unused = socket.sendText(text, true);
    }

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
      if (last && partial.isEmpty()) {
        sink.accept(data.toString());
      } else {
        partial.append(data);
        if (last) {
          sink.accept(partial.toString());
          partial.setLength(0);
        }
      }
      socket.request(1);
      return null;
    }
  }
}
