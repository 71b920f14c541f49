// SPDX-License-Identifier: Apache-2.0
package io.sluice.ingress;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor.DiscardPolicy;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks after handler calls that take too long: has them recorded and interrupted, and gives the
 * pool a further thread for each that is occupied meanwhile, so that one plugin does not hold up
 * another. Owns the thread {@code sluice-watchdog}.
 */
final class Watchdog implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Watchdog.class);
  private static final Duration PERIOD = Duration.ofMillis(100);

  private final IntConsumer occupation;
  private final LongSupplier nanoTime;
  private final Set<CallWatch> watches = ConcurrentHashMap.newKeySet();
  private final ScheduledThreadPoolExecutor timer;

  /**
   * Makes one that does not look yet.
   *
   * @param occupation is told at each look how many calls occupy their threads for long
   * @param nanoTime a clock that only goes forward, in nanoseconds
   */
  Watchdog(IntConsumer occupation, LongSupplier nanoTime) {
    this.occupation = occupation;
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

  void add(CallWatch watch) {
    watches.add(watch);
  }

  void remove(CallWatch watch) {
    watches.remove(watch);
  }

  /** Runs a short task once, unless the watchdog is closed before. */
  void after(Duration delay, Runnable task) {
    Future<?> unused = timer.schedule(safely(task), delay.toMillis(), TimeUnit.MILLISECONDS);
  }

  void look() {
    long now = nanoTime.getAsLong();
    int occupied = 0;
    for (CallWatch watch : watches) {
      if (watch.look(now)) {
        occupied++;
      }
    }
    occupation.accept(occupied);
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
