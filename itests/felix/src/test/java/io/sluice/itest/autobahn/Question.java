// SPDX-License-Identifier: Apache-2.0
package io.sluice.itest.autobahn;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

/** A connection to the suite that is answered by one text, or by a close alone. */
final class Question implements WebSocket.Listener {

  private static final long LIMIT_SECONDS = 30;

  private final StringBuilder text = new StringBuilder();
  private final CompletableFuture<String> answer = new CompletableFuture<>();

  private Question() {}

  /** Asks, and waits for the answer. */
  static String ask(HttpClient client, URI uri) throws Exception {
    Question question = new Question();
    client.newWebSocketBuilder().buildAsync(uri, question).get(LIMIT_SECONDS, TimeUnit.SECONDS);
    return question.answer.get(LIMIT_SECONDS, TimeUnit.SECONDS);
  }

  @Override
  public CompletionStage<?> onText(WebSocket socket, CharSequence part, boolean last) {
    text.append(part);
    socket.request(1);
    return CompletableFuture.completedStage(null);
  }

  @Override
  public CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
    answer.complete(text.toString());
    return CompletableFuture.completedStage(null);
  }

  @Override
  public void onError(WebSocket socket, Throwable cause) {
    answer.completeExceptionally(cause);
  }
}
