// SPDX-License-Identifier: Apache-2.0
package io.sluice.websocket;

import io.sluice.api.websocket.CloseResult;
import io.sluice.api.websocket.Failed;
import io.sluice.api.websocket.HandleStatus;
import io.sluice.api.websocket.OpenResult;
import io.sluice.api.websocket.ReceiveResult;
import io.sluice.api.websocket.Rejected;
import io.sluice.api.websocket.SendResult;
import io.sluice.api.websocket.WebSocketHandle;
import io.sluice.api.websocket.WebSocketHost;
import io.sluice.api.websocket.WebSocketRequest;
import io.sluice.jetty.InTurn;
import io.sluice.spi.diagnostic.Diagnostic.Severity;
import io.sluice.spi.diagnostic.Diagnostics;
import io.sluice.spi.plugin.PluginId;
import io.sluice.spi.target.TargetUrl;
import io.sluice.spi.websocket.WebSocketRule;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Has the results of one bundle's handles arrive on the threads that are meant for plugins' code,
 * one at a time, and records what was refused. Why a connection failed it records by itself.
 */
final class PullDoor implements WebSocketHost {

  private final Handles handles;
  private final Supplier<Optional<PluginId>> plugin;
  private final Executor callbacks;
  private final Diagnostics diagnostics;

  PullDoor(
      Handles handles,
      Supplier<Optional<PluginId>> plugin,
      Executor callbacks,
      Diagnostics diagnostics) {
    this.handles = handles;
    this.plugin = plugin;
    this.callbacks = new InTurn(callbacks);
    this.diagnostics = diagnostics;
  }

  @Override
  public CompletionStage<OpenResult> open(WebSocketRequest request) {
    return told(
        handles.open(request),
        result -> {
          if (result instanceof Rejected rejected) {
            record(null, "open" + shown(request), rejected);
          }
        });
  }

  /** What is no good URL is not shown, since nobody can tell where its query is. */
  private static String shown(WebSocketRequest request) {
    return WebSocketRule.problem(request).isPresent()
        ? ""
        : " " + TargetUrl.parse(request.url()).display();
  }

  @Override
  public CompletionStage<SendResult> send(WebSocketHandle handle, String text) {
    return told(
        handles.send(handle, text),
        result -> {
          if (result instanceof Rejected rejected) {
            record(handle, "send", rejected);
          } else if (result instanceof Failed failed) {
            record(handle, failed.code(), "send failed: " + failed.message());
          }
        });
  }

  @Override
  public CompletionStage<ReceiveResult> receive(WebSocketHandle handle, Duration timeout) {
    return told(
        handles.receive(handle, timeout),
        result -> {
          if (result instanceof Rejected rejected) {
            record(handle, "receive", rejected);
          }
        });
  }

  @Override
  public CompletionStage<CloseResult> close(WebSocketHandle handle, int code, String reason) {
    return told(
        handles.close(handle, code, reason),
        result -> {
          if (result instanceof Rejected rejected) {
            record(handle, "close", rejected);
          }
        });
  }

  @Override
  public Optional<HandleStatus> status(WebSocketHandle handle) {
    return handles.status(handle);
  }

  @Override
  public List<HandleStatus> handles() {
    return handles.statuses();
  }

  private <T> CompletionStage<T> told(CompletionStage<T> result, Consumer<T> notes) {
    CompletableFuture<T> told = new CompletableFuture<>();
    CompletionStage<Void> unused =
        result.thenAccept(
            value -> {
              notes.accept(value);
              callbacks.execute(() -> told.complete(value));
            });
    return told.minimalCompletionStage();
  }

  private void record(@Nullable WebSocketHandle handle, String what, Rejected rejected) {
    record(handle, rejected.code(), what + " rejected: " + rejected.message());
  }

  private void record(@Nullable WebSocketHandle handle, String code, String message) {
    plugin
        .get()
        .ifPresent(
            whose ->
                diagnostics.record(
                    Severity.WARNING,
                    "pull",
                    code,
                    whose.name(),
                    handle == null ? null : handle.id(),
                    message));
  }
}
