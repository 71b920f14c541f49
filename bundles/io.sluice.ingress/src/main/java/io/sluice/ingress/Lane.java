// SPDX-License-Identifier: Apache-2.0
package io.sluice.ingress;

import io.sluice.api.event.IngressEvent;
import io.sluice.spi.diagnostic.Diagnostic.Severity;
import io.sluice.spi.ingress.EventConsumer;
import io.sluice.spi.ingress.IngressQueue;
import io.sluice.spi.ingress.LaneFailure;
import io.sluice.spi.ingress.ServiceLane;
import io.sluice.spi.plugin.IngressSpec;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The way of one plugin's events. It is handed to the pool when the first event comes in, and stays
 * there until nothing waits, so that a burst of events costs one wake-up.
 *
 * <p>Two threads may meet here in three ways. <em>Wake-up:</em> a source adds an event and then
 * looks whether the lane is scheduled; the lane, before it rests, says that it is not and then
 * looks whether an event was added. <em>Closing:</em> the closer marks the queue and then looks
 * whether a call runs; the lane says that a call runs and then looks whether the queue is marked.
 * <em>Waiting for quiet:</em> the waiter signs up and then looks whether the call still runs; the
 * lane ends the call and then looks who signed up. In each, one of the two sees the other.
 */
final class Lane implements ServiceLane, Runnable {

  private static final Logger LOG = LoggerFactory.getLogger(Lane.class);
  private static final int EVENTS_PER_TURN = 64;
  private static final long NANOS_PER_TURN = 2_000_000;
  private static final long LINGER_NANOS = 20_000;
  private static final int MOST_YIELDS = 100;
  private static final int FAILURES_IN_A_ROW = 3;
  private static final EventQueue[] NO_QUEUES = {};

  private final String plugin;
  private final LaneServices services;
  private final CallGuard guard = new CallGuard();
  private final CallWatch watch;
  private final QuietWaiters waiters = new QuietWaiters();
  private final AtomicBoolean scheduled = new AtomicBoolean();
  private final AtomicLong failures = new AtomicLong();
  private final CompletableFuture<LaneFailure> failure = new CompletableFuture<>();

  private volatile EventQueue[] queues = NO_QUEUES;
  private volatile boolean closed;

  /** Whose call runs: written before a call is announced, read after it was seen to run. */
  private @Nullable EventQueue current;

  /** Used by the lane's thread alone, as is the next field. */
  private int turn;

  private int failuresInARow;

  private Lane(String plugin, LaneServices services) {
    this.plugin = plugin;
    this.services = services;
    this.watch = new CallWatch(guard, services.limits(), this::slow, this::stuck);
  }

  /** Opens a lane that the watchdog looks after. */
  static Lane open(String plugin, LaneServices services) {
    Lane lane = new Lane(plugin, services);
    services.calls().add(lane.watch);
    return lane;
  }

  @Override
  public IngressQueue open(IngressSpec spec, EventConsumer consumer) {
    EventQueue queue =
        new EventQueue(
            this,
            consumer,
            spec.eventKinds(),
            services.limits().bounds(spec.queue()),
            services.clockMillis(),
            event -> dropping(spec, event));
    add(queue);
    if (closed) {
      queue.shut();
    }
    return queue;
  }

  private synchronized void add(EventQueue queue) {
    EventQueue[] more = Arrays.copyOf(queues, queues.length + 1);
    more[queues.length] = queue;
    queues = more;
  }

  /** Sees to it that what waits is handled. From any thread. */
  void wake() {
    if (!scheduled.get() && scheduled.compareAndSet(false, true)) {
      services.pool().execute(this);
    }
  }

  @Override
  public void run() {
    guard.setCaller(Thread.currentThread());
    boolean caughtUp = handleOrFail();
    while (caughtUp && lingers()) {
      caughtUp = handleOrFail();
    }
    current = null;
    guard.setCaller(null);
    if (!caughtUp) {
      services.pool().execute(this);
      return;
    }
    scheduled.set(false);
    if (somethingWaits()) {
      wake();
    }
  }

  /**
   * Waits for more, if nobody needs the thread, for about as long as it takes to wake one up: a
   * thread that rested for less would have cost more than it saved.
   *
   * @return whether there is more
   */
  @SuppressWarnings("ThreadPriorityCheck")
  private boolean lingers() {
    long began = services.nanoTime().getAsLong();
    for (int i = 0; i < MOST_YIELDS && !services.othersWait().getAsBoolean(); i++) {
      Thread.yield();
      if (somethingWaits()) {
        return true;
      }
      if (services.nanoTime().getAsLong() - began >= LINGER_NANOS) {
        return false;
      }
    }
    return false;
  }

  /** A lane that broke would look as if it rested, and never wake up. */
  private boolean handleOrFail() {
    try {
      return handleWhatWaits();
    } catch (Throwable broken) {
      fail("handler_vm_error", "the events could not be handed over: " + broken);
      return true;
    }
  }

  /**
   * Handles what waits, the queues in turn.
   *
   * @return whether nothing is left, rather than that others are to have their turn
   */
  private boolean handleWhatWaits() {
    long began = services.nanoTime().getAsLong();
    int handled = 0;
    int found = 0;
    for (EventQueue[] now = queues; found < now.length; now = queues) {
      EventQueue queue = now[Math.floorMod(turn++, now.length)];
      found = queue.refill() ? 0 : found + 1;
      for (IngressEvent event = queue.next(); event != null; event = queue.next()) {
        call(queue, event);
        handled++;
        if (services.othersWait().getAsBoolean() && isTurnOver(handled, began)) {
          return false;
        }
      }
    }
    return true;
  }

  private boolean isTurnOver(int handled, long began) {
    return handled >= EVENTS_PER_TURN || services.nanoTime().getAsLong() - began >= NANOS_PER_TURN;
  }

  private boolean somethingWaits() {
    for (EventQueue queue : queues) {
      if (queue.hasWaiting()) {
        return true;
      }
    }
    return false;
  }

  private void call(EventQueue queue, IngressEvent event) {
    Thread thread = Thread.currentThread();
    ClassLoader loader = thread.getContextClassLoader();
    current = queue;
    Thrown thrown;
    guard.begin();
    try {
      thrown = attempt(queue, event);
    } finally {
      guard.end();
      if (thread.getContextClassLoader() != loader) {
        thread.setContextClassLoader(loader);
      }
      waiters.callEnded(queue);
    }
    if (thrown == null) {
      failuresInARow = 0;
    } else {
      threw(queue, event, thrown);
    }
  }

  /** What is thrown is put into words while the call lasts, since its methods are the plugin's. */
  private static @Nullable Thrown attempt(EventQueue queue, IngressEvent event) {
    try {
      queue.handle(event);
      return null;
    } catch (Throwable thrown) {
      return Thrown.of(thrown);
    }
  }

  private void threw(EventQueue queue, IngressEvent event, Thrown thrown) {
    failures.incrementAndGet();
    if (queue.isClosed()) {
      // It was interrupted because it is no longer wanted, or it is reported as stuck.
      return;
    }
    if (thrown.byVm()) {
      fail("handler_vm_error", thrown.words());
    } else {
      record(Severity.WARNING, "handler_failed", thrown.words(), event.connection());
      if (++failuresInARow >= FAILURES_IN_A_ROW) {
        fail("handler_failing", "the handler threw " + failuresInARow + " times in a row");
      }
    }
  }

  private void slow(long call) {
    record(
        Severity.WARNING,
        "handler_slow",
        "a handler call takes longer than " + services.limits().warnAfter().toMillis() + " ms",
        null);
  }

  private void stuck(long call) {
    fail(
        "handler_stuck",
        "a handler call was interrupted after "
            + services.limits().interruptAfter().toMillis()
            + " ms");
    guard.interrupt(call);
  }

  private void fail(String code, String message) {
    shut();
    if (failure.complete(new LaneFailure(code, message))) {
      record(Severity.ERROR, code, message + "; sluice:restart starts its service again", null);
    }
  }

  private void dropping(IngressSpec spec, IngressEvent first) {
    record(
        Severity.WARNING,
        "queue_overflow",
        "ingress " + spec.name() + ": events are dropped, since the queue is full",
        first.connection());
  }

  private void record(Severity severity, String code, String message, @Nullable String connection) {
    try {
      services.diagnostics().record(severity, "ingress", code, plugin, connection, message);
    } catch (RuntimeException | LinkageError e) {
      // The bundle that takes it may be going; events are handled all the same.
      LOG.error("not recorded: code={} plugin={}", code, plugin, e);
    }
  }

  @Override
  public CompletionStage<LaneFailure> failure() {
    return failure.minimalCompletionStage();
  }

  @Override
  public long failures() {
    return failures.get();
  }

  @Override
  public CompletionStage<Void> close(Duration grace) {
    shut();
    CompletionStage<Void> quiet = quiet(null, grace);
    quiet.thenRun(() -> services.calls().remove(watch));
    return awaited(quiet);
  }

  private void shut() {
    closed = true;
    for (EventQueue queue : queues) {
      queue.shut();
    }
  }

  /** See {@link IngressQueue#close}; for a queue that was shut. */
  CompletionStage<Void> close(EventQueue queue, Duration grace) {
    remove(queue);
    return awaited(quiet(queue, grace));
  }

  private synchronized void remove(EventQueue queue) {
    queues = Arrays.stream(queues).filter(other -> other != queue).toArray(EventQueue[]::new);
  }

  /** A handler that closes what it was called from does not wait for itself. */
  private CompletionStage<Void> awaited(CompletionStage<Void> quiet) {
    return guard.isCaller(Thread.currentThread()) ? CompletableFuture.completedStage(null) : quiet;
  }

  /** Completes when no call runs, for a queue that was shut, or null if all were. */
  private CompletionStage<Void> quiet(@Nullable EventQueue queue, Duration grace) {
    if (!isCalling(queue)) {
      return CompletableFuture.completedStage(null);
    }
    CompletableFuture<Void> quiet = waiters.add(queue);
    long call = guard.running();
    if (!isCalling(queue)) {
      quiet.complete(null);
    } else if (call > CallGuard.NONE) {
      services.watchdog().after(grace, () -> guard.interrupt(call));
    }
    return quiet.minimalCompletionStage();
  }

  private boolean isCalling(@Nullable EventQueue queue) {
    return guard.isRunning() && (queue == null || current == queue);
  }
}
