// SPDX-License-Identifier: Apache-2.0
package io.sluice.stream;

import static org.awaitility.Awaitility.await;

import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A client that keeps what it is told. */
final class WatchingClient implements WebSocket.Listener {

  private static final Duration LIMIT = Duration.ofSeconds(20);

  private final List<String> texts = new ArrayList<>();
  private final StringBuilder part = new StringBuilder();
  private final CompletableFuture<WebSocket> opened = new CompletableFuture<>();
  private final CompletableFuture<Integer> closed = new CompletableFuture<>();
  private volatile int pongs;

  @Override
  public void onOpen(WebSocket socket) {
    opened.complete(socket);
    socket.request(1);
  }

  @Override
  public @Nullable CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
    part.append(data);
    if (last) {
      synchronized (this) {
        texts.add(part.toString());
      }
      part.setLength(0);
    }
    socket.request(1);
    return null;
  }

  @Override
  @SuppressWarnings("NonAtomicVolatileUpdate") // One thread at a time.
  public @Nullable CompletionStage<?> onPong(WebSocket socket, ByteBuffer message) {
    pongs++;
    socket.request(1);
    return null;
  }

  @Override
  public @Nullable CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
    closed.complete(code);
    return null;
  }

  @Override
  public void onError(WebSocket socket, Throwable error) {
    closed.completeExceptionally(error);
  }

  WebSocket socket() {
    return opened.join();
  }

  void awaitTexts(int number) {
    await().atMost(LIMIT).until(() -> size() >= number);
  }

  private synchronized int size() {
    return texts.size();
  }

  synchronized String text(int index) {
    return texts.get(index);
  }

  int pongs() {
    return pongs;
  }

  boolean isClosed() {
    return closed.isDone();
  }

  int awaitClose() throws Exception {
    return closed.get(LIMIT.toMillis(), TimeUnit.MILLISECONDS);
  }
}
