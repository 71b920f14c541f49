// SPDX-License-Identifier: Apache-2.0
package io.sluice.plugins;

import io.sluice.api.plugin.IngressHandler;
import io.sluice.spi.ingress.LaneFailure;
import io.sluice.spi.plugin.PluginId;
import io.sluice.spi.roster.PluginReport.ServiceState;
import java.time.Duration;
import java.util.Collections;
import java.util.Optional;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.ServiceReference;

/**
 * The life of a plugin from the start of its bundle to its stop: holds what runs of it. What is to
 * run is told by the roster's thread; the end may come from any thread, at any time, and is final.
 *
 * <p>Two threads may meet here in two ways. <em>Begin and end:</em> a run is kept only if the life
 * has not ended by then, and whoever takes the run out ends it; in the same step the stage that
 * tells of its quiet takes its place, so that nobody in between finds neither. <em>Opening and
 * withdrawing:</em> who withdraws a handler marks it and then looks for its queues; who opens a
 * queue notes it down and then looks for the mark. One of the two sees the other.
 */
final class PluginLife {

  /** How long a handler call may run on when its service ends, before it is interrupted. */
  static final Duration GRACE = Duration.ofSeconds(2);

  private final LifeServices services;

  /** Held weakly, since a handler that nobody offers any more cannot come back. */
  private final Set<ServiceReference<IngressHandler>> withdrawn =
      Collections.synchronizedSet(Collections.newSetFromMap(new WeakHashMap<>()));

  private @Nullable ServiceRun run;
  private CompletableFuture<Void> quiet = CompletableFuture.completedFuture(null);
  private boolean ended;
  private volatile @Nullable CompletableFuture<Void> leftBehind;

  PluginLife(LifeServices services) {
    this.services = services;
  }

  /**
   * Makes a plan true, as far as it can be now. On the roster's thread.
   *
   * @return the state that the service has reached
   */
  ServiceState follow(Plan plan) {
    ServiceRun current = run();
    if (current != null && (current.number() != plan.run() || plan.queues().isEmpty())) {
      retire(current, plan.plugin());
      current = null;
    }
    if (current == null) {
      if (!isQuiet()) {
        return ServiceState.STOPPING;
      }
      current = plan.queues().isEmpty() ? null : begin(plan);
    }
    if (current == null) {
      return ServiceState.READY;
    }
    current.follow(plan);
    return current.isPublished() ? ServiceState.RUNNING : ServiceState.READY;
  }

  /** Ends a run. The next one begins when its last handler call has ended. */
  private void retire(ServiceRun current, PluginId plugin) {
    end(current, ServiceRun::retire)
        .thenRun(() -> services.facts().accept(new Fact.RunEnded(plugin.bundleId(), this)));
  }

  private @Nullable ServiceRun begin(Plan plan) {
    if (isEnded()) {
      return null;
    }
    ServiceRun begun = new ServiceRun(services, plan.plugin(), plan.run(), withdrawn::contains);
    if (!keep(begun)) {
      begun.end();
      return null;
    }
    begun.failure().thenAccept(failure -> failed(begun, plan, failure));
    return begun;
  }

  private synchronized boolean keep(ServiceRun begun) {
    if (!ended) {
      run = begun;
    }
    return !ended;
  }

  /** The failure of a run that was ended meanwhile is no news. */
  private void failed(ServiceRun failed, Plan plan, LaneFailure failure) {
    if (run() == failed) {
      services
          .facts()
          .accept(new Fact.RunFailed(plan.plugin().bundleId(), this, plan.run(), failure));
    }
  }

  private synchronized @Nullable ServiceRun run() {
    return run;
  }

  private synchronized boolean isEnded() {
    return ended;
  }

  private synchronized boolean isQuiet() {
    return quiet.isDone();
  }

  /**
   * Ends the life. It may be called again.
   *
   * @return completes when no handler call runs any more
   */
  CompletionStage<Void> end() {
    ServiceRun last;
    CompletionStage<Void> ending;
    synchronized (this) {
      ended = true;
      last = run;
      ending = quiet;
    }
    return last == null ? ending : end(last, ServiceRun::end);
  }

  /** Ends a run, unless another thread does so already. */
  private CompletionStage<Void> end(
      ServiceRun last, Function<ServiceRun, CompletionStage<Void>> how) {
    CompletableFuture<Void> ending = new CompletableFuture<>();
    synchronized (this) {
      if (run != last) {
        return quiet;
      }
      run = null;
      quiet = ending;
    }
    how.apply(last).thenRun(() -> ending.complete(null));
    return ending;
  }

  /**
   * Ends what a handler does, which is about to go.
   *
   * @return completes when no call of it runs any more
   */
  CompletionStage<Void> withdraw(ServiceReference<IngressHandler> handler) {
    withdrawn.add(handler);
    ServiceRun current;
    CompletionStage<Void> before;
    synchronized (this) {
      current = run;
      before = quiet;
    }
    return current == null ? before : current.withdraw(handler);
  }

  /** Takes note of a call that was awaited in vain. */
  void leaveBehind(CompletionStage<Void> unquiet) {
    leftBehind = unquiet.toCompletableFuture();
  }

  /** Tells whether such a call still runs; no other can, since there is one at a time. */
  boolean hasLeftBehind() {
    CompletableFuture<Void> unquiet = leftBehind;
    return unquiet != null && !unquiet.isDone();
  }

  Optional<ServiceRun> current() {
    return Optional.ofNullable(run());
  }
}
