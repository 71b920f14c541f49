// SPDX-License-Identifier: Apache-2.0
package io.sluice.itest.felix;

import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/** An observer: any WebSocket client will do. */
final class Watcher implements WebSocket.Listener {

  private static final Pattern CURSOR = Pattern.compile("\"cursor\":\"([^\"]+)\"");

  private final List<String> frames = new ArrayList<>();
  private final StringBuilder part = new StringBuilder();
  private final CompletableFuture<WebSocket> opened = new CompletableFuture<>();
  private final CompletableFuture<Integer> closed = new CompletableFuture<>();
  private final boolean reading;
  private final Predicate<String> kept;
  private volatile String closeReason = "";

  private Watcher(boolean reading) {
    this(reading, frame -> true);
  }

  private Watcher(boolean reading, Predicate<String> kept) {
    this.reading = reading;
    this.kept = kept;
  }

  /** Follows a worker. */
  static Watcher follow(int port, String worker, String query) {
    return connect(port, worker, query, new Watcher(true));
  }

  /** Connects, and reads nothing. */
  static Watcher stall(int port, String worker) {
    return connect(port, worker, "", new Watcher(false));
  }

  private static Watcher connect(int port, String worker, String query, Watcher watcher) {
    return connect(
        "ws://127.0.0.1:" + port + "/v1/workers/" + worker + "/events/ws" + query,
        Map.of(),
        watcher);
  }

  private static Watcher connect(String url, Map<String, String> headers, Watcher watcher) {
    return connect(HttpClient.newHttpClient(), url, headers, watcher);
  }

  private static Watcher connect(
      HttpClient client, String url, Map<String, String> headers, Watcher watcher) {
    WebSocket.Builder builder = client.newWebSocketBuilder();
    headers.forEach(builder::header);
    builder.buildAsync(URI.create(url), watcher).join();
    return watcher;
  }

  /** Follows a URL. */
  static Watcher at(String url, Map<String, String> headers) {
    return connect(url, headers, new Watcher(true));
  }

  /** Follows a URL of a server that a context trusts. */
  static Watcher at(SSLContext trust, String url, Map<String, String> headers) {
    HttpClient client = HttpClient.newBuilder().sslContext(trust).build();
    return connect(client, url, headers, new Watcher(true));
  }

  /** Follows a URL, and keeps some of the frames alone. */
  static Watcher keeping(String url, Predicate<String> kept) {
    return connect(url, Map.of(), new Watcher(true, kept));
  }

  /** Connects to a URL, and reads nothing, until it is to. */
  static Watcher stallAt(String url) {
    return connect(url, Map.of(), new Watcher(false));
  }

  @Override
  public void onOpen(WebSocket socket) {
    opened.complete(socket);
    if (reading) {
      socket.request(1);
    }
  }

  @Override
  public @Nullable CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
    part.append(data);
    if (last) {
      keep(part.toString());
      part.setLength(0);
    }
    socket.request(1);
    return null;
  }

  private synchronized void keep(String frame) {
    if (kept.test(frame)) {
      frames.add(frame);
    }
  }

  @Override
  public @Nullable CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
    closeReason = reason;
    closed.complete(code);
    return null;
  }

  @Override
  public void onError(WebSocket socket, Throwable error) {
    closed.completeExceptionally(error);
  }

  /** Reads from now on. */
  void read() {
    socket().request(1);
  }

  WebSocket socket() {
    return opened.join();
  }

  synchronized List<String> frames() {
    return List.copyOf(frames);
  }

  /** The last frame so far; empty if there is none. */
  synchronized String lastFrame() {
    return frames.isEmpty() ? "" : frames.get(frames.size() - 1);
  }

  /** Waits for a frame that holds a text. */
  String awaitFrame(String text) {
    return await("frame with " + text)
        .atMost(Host.LIMIT)
        .until(
            () -> frames().stream().filter(frame -> frame.contains(text)).toList(),
            found -> !found.isEmpty())
        .get(0);
  }

  int awaitClose() throws Exception {
    return closed.get(Host.LIMIT.toMillis(), TimeUnit.MILLISECONDS);
  }

  String closeReason() {
    return closeReason;
  }

  boolean isClosed() {
    return closed.isDone();
  }

  static String cursor(String frame) {
    Matcher cursor = CURSOR.matcher(frame);
    if (!cursor.find()) {
      throw new AssertionError("no cursor in " + frame);
    }
    return cursor.group(1);
  }

  /** A cursor with another character at a place. */
  static String changedAt(int index, String cursor) {
    char other = cursor.charAt(index) == 'A' ? 'B' : 'A';
    return cursor.substring(0, index) + other + cursor.substring(index + 1);
  }
}
