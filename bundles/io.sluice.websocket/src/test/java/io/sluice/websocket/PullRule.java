// SPDX-License-Identifier: Apache-2.0
package io.sluice.websocket;

import static org.awaitility.Awaitility.await;

import io.sluice.api.websocket.CloseResult;
import io.sluice.api.websocket.Closed;
import io.sluice.api.websocket.Failed;
import io.sluice.api.websocket.OpenResult;
import io.sluice.api.websocket.OpenResult.Opened;
import io.sluice.api.websocket.ReceiveResult;
import io.sluice.api.websocket.ReceiveResult.Received;
import io.sluice.api.websocket.Rejected;
import io.sluice.api.websocket.WebSocketHandle;
import io.sluice.api.websocket.WebSocketRequest;
import io.sluice.testkit.TestPeer;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.junit.rules.ExternalResource;
import org.junit.runner.Description;
import org.junit.runners.model.Statement;

/** The handles of one bundle, on a host whose limits a test sets before it asks for them. */
final class PullRule extends ExternalResource {

  static final long BUNDLE = TestService.PLUGIN.bundleId();
  static final Duration LONG = Duration.ofSeconds(20);

  final DriverRule host = new DriverRule();
  private @Nullable Handles handles;

  @Override
  public Statement apply(Statement base, Description description) {
    return host.apply(super.apply(base, description), description);
  }

  @Override
  protected void after() {
    if (handles != null) {
      close(Duration.ofSeconds(2));
    }
  }

  Handles handles() {
    Handles there = handles;
    if (there == null) {
      there = host.pulls().open(BUNDLE);
      handles = there;
    }
    return there;
  }

  /** The door closes. */
  void close(Duration limit) {
    host.pulls().close(handles(), limit);
  }

  WebSocketRequest request() {
    return WebSocketRequest.of(host.gateway.url("/pull?token=secret"));
  }

  CompletableFuture<OpenResult> opening() {
    return handles().open(request()).toCompletableFuture();
  }

  WebSocketHandle open() {
    return ((Opened) result(opening())).handle();
  }

  /** The code of why it is not opened. */
  String refusal(CompletionStage<OpenResult> opening) {
    OpenResult result = result(opening);
    return result instanceof Rejected rejected
        ? "rejected " + rejected.code()
        : "failed " + ((Failed) result).code();
  }

  TestPeer peer() throws Exception {
    return host.gateway.awaitPeer();
  }

  CompletableFuture<ReceiveResult> receiving(WebSocketHandle handle) {
    return handles().receive(handle, LONG).toCompletableFuture();
  }

  ReceiveResult receive(WebSocketHandle handle) {
    return result(receiving(handle));
  }

  String text(WebSocketHandle handle) {
    return ((Received) receive(handle)).text();
  }

  Closed closed(WebSocketHandle handle) {
    return (Closed) receive(handle);
  }

  CompletableFuture<CloseResult> closing(WebSocketHandle handle) {
    return handles().close(handle, 1000, "done").toCompletableFuture();
  }

  <T> T result(CompletionStage<T> stage) {
    try {
      return stage.toCompletableFuture().get(LONG.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException | ExecutionException | TimeoutException e) {
      throw new AssertionError(e);
    }
  }

  void awaitTextsWaiting(WebSocketHandle handle, int count) {
    await()
        .atMost(LONG)
        .until(
            () -> handles().status(handle).orElseThrow().textsWaiting(),
            waiting -> waiting == count);
  }
}
