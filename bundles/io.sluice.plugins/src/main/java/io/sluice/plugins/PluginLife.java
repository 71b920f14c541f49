// SPDX-License-Identifier: Apache-2.0
package io.sluice.plugins;

import io.sluice.spi.roster.PluginReport.ServiceState;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * The life of a plugin from the start of its bundle to its stop: holds what runs of it. What is to
 * run is told by the roster's thread; the end may come from any thread, at any time, and is final.
 */
final class PluginLife {

  /** How long a handler call may run on when its service ends, before it is interrupted. */
  static final Duration GRACE = Duration.ofSeconds(2);

  private final LifeServices services;
  private @Nullable ServiceRun run;
  private CompletionStage<Void> quiet = CompletableFuture.completedStage(null);
  private boolean ended;
  private volatile @Nullable CompletableFuture<Void> leftBehind;

  PluginLife(LifeServices services) {
    this.services = services;
  }

  /** Makes a plan true, as far as it can be now. On the roster's thread. */
  void follow(Plan plan) {
    ServiceRun current = run();
    if (current != null && (current.number() != plan.run() || plan.queues().isEmpty())) {
      retire(current, plan);
      current = null;
    }
    if (current == null && !plan.queues().isEmpty() && isQuiet()) {
      current = begin(plan);
    }
    if (current != null) {
      current.follow(plan, GRACE);
    }
    services.facts().accept(new Fact.PlanApplied(plan.plugin().bundleId(), plan, state(current)));
  }

  private ServiceState state(@Nullable ServiceRun current) {
    if (!isQuiet()) {
      return ServiceState.STOPPING;
    }
    return current != null && current.isPublished() ? ServiceState.RUNNING : ServiceState.READY;
  }

  /** Ends a run. The next one begins when its last handler call has ended. */
  private void retire(ServiceRun current, Plan plan) {
    CompletionStage<Void> ending = current.end(GRACE);
    synchronized (this) {
      run = null;
      quiet = ending;
    }
    ending.thenRun(() -> services.facts().accept(new Fact.RunEnded(plan.plugin().bundleId())));
  }

  private @Nullable ServiceRun begin(Plan plan) {
    ServiceRun begun = new ServiceRun(services, this, plan.plugin(), plan.run());
    synchronized (this) {
      if (!ended) {
        run = begun;
        return begun;
      }
    }
    begun.end(GRACE);
    return null;
  }

  private synchronized @Nullable ServiceRun run() {
    return run;
  }

  private synchronized boolean isQuiet() {
    return quiet.toCompletableFuture().isDone();
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
    if (last == null) {
      return ending;
    }
    CompletionStage<Void> lastQuiet = last.end(GRACE);
    synchronized (this) {
      run = null;
      quiet = lastQuiet;
    }
    return lastQuiet;
  }

  /**
   * Ends what a handler does, which is about to go.
   *
   * @return completes when no call of it runs any more
   */
  CompletionStage<Void> withdraw(long serviceId) {
    ServiceRun current;
    CompletionStage<Void> ending;
    synchronized (this) {
      current = run;
      ending = quiet;
    }
    return current == null ? ending : current.withdraw(serviceId, GRACE);
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
