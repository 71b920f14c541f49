// SPDX-License-Identifier: Apache-2.0
package io.sluice.websocket;

import io.sluice.api.websocket.CloseResult;
import io.sluice.api.websocket.Closed;
import io.sluice.api.websocket.Failed;
import io.sluice.api.websocket.HandleStatus;
import io.sluice.api.websocket.OpenResult;
import io.sluice.api.websocket.ReceiveResult;
import io.sluice.api.websocket.Rejected;
import io.sluice.api.websocket.SendResult;
import io.sluice.api.websocket.WebSocketHandle;
import io.sluice.api.websocket.WebSocketRequest;
import io.sluice.spi.authority.AccessAttempt;
import io.sluice.spi.authority.Decision;
import io.sluice.spi.authority.PluginAuthority;
import io.sluice.spi.connection.ConnectionReport;
import io.sluice.spi.diagnostic.Diagnostic;
import io.sluice.spi.diagnostic.PlainText;
import io.sluice.spi.plugin.PluginId;
import io.sluice.spi.target.Access;
import io.sluice.spi.target.TargetUrl;
import io.sluice.spi.websocket.WebSocketRule;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The pull handles of one bundle. Safe for use by many threads; nothing here waits but {@link
 * #close(Duration)}. Stages complete on any thread.
 */
final class Handles {

  private final long bundleId;
  private final PullLimits limits;
  private final DriverServices services;

  /** In the order in which they were opened; guarded by this, as is the next field. */
  private final List<PullHandle> handles = new ArrayList<>();

  private boolean closed;

  Handles(long bundleId, PullLimits limits, DriverServices services) {
    this.bundleId = bundleId;
    this.limits = limits;
    this.services = services;
  }

  CompletionStage<OpenResult> open(WebSocketRequest request) {
    Optional<String> problem = WebSocketRule.problem(request);
    if (problem.isPresent()) {
      return done(malformed(problem.get()));
    }
    TargetUrl url = TargetUrl.parse(request.url());
    PluginAuthority authority = services.authority().snapshot().plugin(bundleId);
    Decision decision = authority.decide(Access.webSocket(url));
    Optional<PluginId> plugin = authority.id();
    if (!decision.allowed() || plugin.isEmpty()) {
      plugin.ifPresent(id -> services.decisions().accept(attempt(id, url), decision));
      return done(refused(decision));
    }
    PullHandle handle = new PullHandle(plugin.get(), url, request, limits, services);
    OpenResult refusal = add(handle);
    return refusal == null ? open(handle) : done(refusal);
  }

  /** It is among the handles already, so that no change of the grants passes it by. */
  private CompletionStage<OpenResult> open(PullHandle handle) {
    CompletableFuture<OpenResult> opening = handle.open();
    return opening.thenApply(
        result -> {
          if (!(result instanceof OpenResult.Opened)) {
            remove(handle);
          }
          return result;
        });
  }

  private static AccessAttempt attempt(PluginId plugin, TargetUrl url) {
    return new AccessAttempt(
        plugin, AccessAttempt.DIAL, Access.webSocket(url), ConnectionReport.PULL, null);
  }

  private synchronized @Nullable OpenResult add(PullHandle handle) {
    if (closed) {
      return new Failed("cancelled", "the plugin or the host stops");
    }
    long there = handles.stream().filter(each -> !each.hasEnded()).count();
    if (there >= limits.perPlugin()) {
      return new Rejected("limit", "a plugin has at most " + limits.perPlugin() + " pull handles");
    }
    forgetOldest();
    handles.add(handle);
    return null;
  }

  /** What came in over handles that have ended is kept for a few of them alone. */
  private void forgetOldest() {
    long ended = handles.stream().filter(PullHandle::hasEnded).count();
    for (Iterator<PullHandle> each = handles.iterator();
        ended > limits.perPlugin() && each.hasNext(); ) {
      if (each.next().hasEnded()) {
        each.remove();
        ended--;
      }
    }
  }

  private synchronized void remove(PullHandle handle) {
    handles.remove(handle);
  }

  CompletionStage<SendResult> send(WebSocketHandle name, String text) {
    Optional<String> problem = WebSocketRule.problemOfText(text);
    if (problem.isPresent()) {
      return done(malformed(problem.get()));
    }
    PullHandle handle = find(name);
    if (handle == null) {
      return done(unknown());
    }
    Decision decision =
        services.authority().snapshot().plugin(bundleId).decide(Access.webSocket(handle.url()));
    return decision.allowed() ? handle.send(text) : done(refused(decision));
  }

  CompletionStage<ReceiveResult> receive(WebSocketHandle name, Duration timeout) {
    if (timeout.isNegative()) {
      return done(malformed("timeout: less than zero"));
    }
    if (timeout.compareTo(limits.longestWait()) > 0) {
      return done(
          new Rejected(
              "limit", "a receive waits for at most " + limits.longestWait().toMillis() + " ms"));
    }
    PullHandle handle = find(name);
    if (handle == null) {
      return done(unknown());
    }
    return handle
        .receive(timeout)
        .thenApply(
            result -> {
              if (result instanceof Closed) {
                forget(handle);
              }
              return result;
            });
  }

  CompletionStage<CloseResult> close(WebSocketHandle name, int code, String reason) {
    Optional<String> problem = WebSocketRule.problemOfClose(code, reason);
    if (problem.isPresent()) {
      return done(malformed(problem.get()));
    }
    PullHandle handle = find(name);
    if (handle == null) {
      return done(unknown());
    }
    CompletionStage<CloseResult> result = handle.close(code, reason);
    forget(handle);
    return result;
  }

  /** Nobody asks for it any more; it counts until its socket is closed. */
  private void forget(PullHandle handle) {
    CompletableFuture<Void> unused = handle.end().thenRun(() -> remove(handle));
  }

  private static Rejected malformed(String problem) {
    return new Rejected("malformed", problem);
  }

  private static Rejected refused(Decision decision) {
    return new Rejected(decision.code(), PlainText.of(decision.message(), Diagnostic.MAX_MESSAGE));
  }

  private static Rejected unknown() {
    return new Rejected(
        "unknown_handle", "this bundle has no such handle, or it was closed and is forgotten");
  }

  private static <T> CompletionStage<T> done(T result) {
    return CompletableFuture.completedStage(result);
  }

  private @Nullable PullHandle find(WebSocketHandle name) {
    return all().stream().filter(each -> name.equals(each.handle())).findFirst().orElse(null);
  }

  Optional<HandleStatus> status(WebSocketHandle name) {
    return Optional.ofNullable(find(name)).flatMap(PullHandle::status);
  }

  List<HandleStatus> statuses() {
    return all().stream().flatMap(each -> each.status().stream()).toList();
  }

  private synchronized List<PullHandle> all() {
    return List.copyOf(handles);
  }

  Stream<Connection> live() {
    return all().stream().map(PullHandle::connection);
  }

  /** Looks after what is due. On the timer's thread. */
  void look(long now) {
    for (PullHandle handle : all()) {
      handle.look(now);
      if (handle.hasEnded() && handle.isOld(now)) {
        remove(handle);
      }
    }
  }

  /** How those are doing whose sockets are there, or being opened. */
  List<ConnectionReport> connections() {
    return all().stream().filter(each -> !each.hasEnded()).map(PullHandle::report).toList();
  }

  /** Ends all handles, waits until their sockets are closed, cuts off those that are not. */
  void close(Duration limit) {
    List<PullHandle> last;
    synchronized (this) {
      closed = true;
      last = all();
    }
    last.forEach(PullHandle::cancel);
    if (!Ends.await(last.stream().map(PullHandle::end).toList(), limit)) {
      last.forEach(PullHandle::cut);
    }
  }
}
