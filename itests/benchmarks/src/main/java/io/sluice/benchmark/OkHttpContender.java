// SPDX-License-Identifier: Apache-2.0
package io.sluice.benchmark;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import okhttp3.Dispatcher;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.WebSocket;
import okhttp3.WebSocketListener;

/** OkHttp, with one client for all connections. */
final class OkHttpContender implements Contender {

  @Override
  public void connect(Load load) throws InterruptedException {
    Reception reception = Reception.inline(load);
    Dispatcher dispatcher = new Dispatcher();
    dispatcher.setMaxRequests(load.connections());
    dispatcher.setMaxRequestsPerHost(load.connections());
    OkHttpClient client =
        new OkHttpClient.Builder().readTimeout(Duration.ZERO).dispatcher(dispatcher).build();
    Request request = new Request.Builder().url(load.uri().toString()).build();
    for (int i = 0; i < load.connections(); i++) {
      Receiver receiver = new Receiver(reception);
      client.newWebSocket(request, receiver);
      receiver.open.await();
    }
  }

  private static final class Receiver extends WebSocketListener {

    private final Reception reception;
    private final CountDownLatch open = new CountDownLatch(1);
    private Consumer<String> sink = text -> {};

    Receiver(Reception reception) {
      this.reception = reception;
    }

    @Override
    public void onOpen(WebSocket socket, Response response) {
      sink = reception.connected(socket::send);
      open.countDown();
    }

    @Override
    public void onMessage(WebSocket socket, String text) {
      sink.accept(text);
    }
  }
}
