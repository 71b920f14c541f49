// SPDX-License-Identifier: Apache-2.0
package io.sluice.testkit.profile;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** A client of the platform's, which does only what a test says. */
final class ProfileClient implements WebSocket.Listener, AutoCloseable {

  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final int LIMIT_SECONDS = 20;

  private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();
  private final StringBuilder partial = new StringBuilder();
  private final WebSocket socket;

  ProfileClient(String url) {
    socket = HTTP.newWebSocketBuilder().buildAsync(URI.create(url), this).join();
  }

  @Override
  public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
    partial.append(data);
    if (last) {
      heard.add(partial.toString());
      partial.setLength(0);
    }
    from.request(1);
    return null;
  }

  @Override
  public @Nullable CompletionStage<?> onClose(WebSocket from, int code, String reason) {
    heard.add("closed " + code);
    return null;
  }

  @Override
  public void onError(WebSocket from, Throwable error) {
    heard.add("broken");
  }

  void say(String text) {
    socket.sendText(text, true).join();
  }

  /** The next message, or how the connection ended. */
  String hear() throws InterruptedException, TimeoutException {
    String text = heard.poll(LIMIT_SECONDS, TimeUnit.SECONDS);
    if (text == null) {
      throw new TimeoutException("nothing was heard");
    }
    return text;
  }

  JsonObject hearObject() throws InterruptedException, TimeoutException {
    return JsonParser.parseString(hear()).getAsJsonObject();
  }

  @Override
  public void close() {
    socket.abort();
  }
}
