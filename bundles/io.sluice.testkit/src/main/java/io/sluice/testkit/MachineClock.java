// SPDX-License-Identifier: Apache-2.0
package io.sluice.testkit;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** The machine's time, with one thread for what is to be done. */
final class MachineClock implements TestClock {

  private final ScheduledThreadPoolExecutor timer;

  MachineClock() {
    timer =
        new ScheduledThreadPoolExecutor(
            1,
            task -> {
              Thread thread = new Thread(task, "testkit-clock");
              thread.setDaemon(true);
              return thread;
            },
            new ThreadPoolExecutor.DiscardPolicy());
    timer.setRemoveOnCancelPolicy(true);
  }

  @Override
  public Instant now() {
    return Instant.now();
  }

  @Override
  public Pending after(Duration delay, Runnable action) {
    Future<?> pending = timer.schedule(action, delay.toNanos(), TimeUnit.NANOSECONDS);
    return () -> pending.cancel(false);
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }
}
