// SPDX-License-Identifier: Apache-2.0
package io.sluice.ingress;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor.DiscardPolicy;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks after calls of plugins' code that take too long: has them recorded and interrupted, and
 * gives their pool a further thread for each that is occupied meanwhile, so that one plugin does
 * not hold up another. Owns the thread {@code sluice-watchdog}.
 */
final class Watchdog implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Watchdog.class);
  private static final Duration PERIOD = Duration.ofMillis(100);

  private final List<WatchedCalls> pools;
  private final LongSupplier nanoTime;
  private final ScheduledThreadPoolExecutor timer;

  /**
   * Makes one that does not look yet.
   *
   * @param pools the calls to look after, those of each pool by themselves
   * @param nanoTime a clock that only goes forward, in nanoseconds
   */
  Watchdog(List<WatchedCalls> pools, LongSupplier nanoTime) {
    this.pools = List.copyOf(pools);
    this.nanoTime = nanoTime;
    this.timer =
        new ScheduledThreadPoolExecutor(
            1, task -> new Thread(task, "sluice-watchdog"), new DiscardPolicy());
  }

  void start() {
    Future<?> unused =
        timer.scheduleWithFixedDelay(
            safely(this::look), PERIOD.toMillis(), PERIOD.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Runs a short task once, unless the watchdog is closed before. */
  void after(Duration delay, Runnable task) {
    Future<?> unused = timer.schedule(safely(task), delay.toMillis(), TimeUnit.MILLISECONDS);
  }

  void look() {
    long now = nanoTime.getAsLong();
    pools.forEach(calls -> calls.look(now));
  }

  /** Whatever is thrown would end the periodic look without a word. */
  private static Runnable safely(Runnable task) {
    return () -> {
      try {
        task.run();
      } catch (RuntimeException | Error e) {
        LOG.error("the watchdog goes on after a failure", e);
      }
    };
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }
}
