// SPDX-License-Identifier: Apache-2.0
package io.sluice.example.session;

import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** The plugin's one thread, which waits for the next heartbeat. */
final class BeatTimer implements Heart.Timer, AutoCloseable {

  private final ScheduledThreadPoolExecutor thread;

  BeatTimer() {
    thread =
        new ScheduledThreadPoolExecutor(
            1,
            task -> new Thread(task, "example-session-heart"),
            new ThreadPoolExecutor.DiscardPolicy());
    thread.setRemoveOnCancelPolicy(true);
  }

  @Override
  public Runnable after(Duration delay, Runnable action) {
    Future<?> pending = thread.schedule(action, delay.toNanos(), TimeUnit.NANOSECONDS);
    return () -> pending.cancel(false);
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}
