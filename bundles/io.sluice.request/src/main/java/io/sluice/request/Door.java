// SPDX-License-Identifier: Apache-2.0
package io.sluice.request;

import static java.util.Objects.requireNonNull;

import io.sluice.api.request.HostRequest;
import io.sluice.api.request.RequestResult;
import io.sluice.jetty.InTurn;
import io.sluice.spi.diagnostic.Diagnostic.Severity;
import io.sluice.spi.diagnostic.Diagnostics;
import io.sluice.spi.plugin.PluginId;
import io.sluice.spi.request.RequestRule;
import io.sluice.spi.target.TargetUrl;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Lets one bundle's requests out, and their results in: on the threads that are meant for plugins'
 * code, one at a time. What did not go well is recorded. When it closes, what is under way is given
 * up, so that no stage is left that never completes.
 */
final class Door implements AutoCloseable {

  private final Function<HostRequest, CompletableFuture<RequestResult>> sender;
  private final Supplier<Optional<PluginId>> plugin;
  private final InTurn callbacks;
  private final Diagnostics diagnostics;
  private final Set<Call> underway = ConcurrentHashMap.newKeySet();
  private volatile boolean closed;

  Door(
      Function<HostRequest, CompletableFuture<RequestResult>> sender,
      Supplier<Optional<PluginId>> plugin,
      Executor callbacks,
      Diagnostics diagnostics) {
    this.sender = sender;
    this.plugin = plugin;
    this.callbacks = new InTurn(callbacks);
    this.diagnostics = diagnostics;
  }

  CompletionStage<RequestResult> send(HostRequest request) {
    requireNonNull(request, "request");
    if (closed) {
      return CompletableFuture.completedStage(Requests.CANCELLED);
    }
    Optional<PluginId> whose = plugin.get();
    Call call = new Call(sender.apply(request));
    CompletableFuture<RequestResult> answer = new CompletableFuture<>();
    underway.add(call);
    Future<RequestResult> unused =
        call.result.whenComplete(
            (value, impossible) -> {
              underway.remove(call);
              whose.ifPresent(id -> record(id, request, value));
              callbacks.execute(() -> answer.complete(value));
            });
    if (closed) {
      call.giveUp();
    }
    return answer.minimalCompletionStage();
  }

  /** One request on its way. */
  private static final class Call {
    final CompletableFuture<RequestResult> result;

    Call(CompletableFuture<RequestResult> result) {
      this.result = result;
    }

    void giveUp() {
      result.complete(Requests.CANCELLED);
    }
  }

  private void record(PluginId whose, HostRequest request, RequestResult result) {
    if (result instanceof RequestResult.Rejected rejected) {
      record(whose, request, rejected.code(), "rejected: " + rejected.message());
    } else if (result instanceof RequestResult.Failed failed) {
      record(whose, request, failed.code(), "failed: " + failed.message());
    }
  }

  private void record(PluginId whose, HostRequest request, String code, String message) {
    diagnostics.record(
        Severity.WARNING,
        "request",
        code,
        whose.name(),
        null,
        request.method() + shown(request) + " " + message);
  }

  /** What is no good URL is not shown, since nobody can tell where its query is. */
  private static String shown(HostRequest request) {
    return RequestRule.problem(request).isPresent() ? "" : " " + TargetUrl.parse(request.url());
  }

  @Override
  public void close() {
    closed = true;
    underway.forEach(Call::giveUp);
  }
}
