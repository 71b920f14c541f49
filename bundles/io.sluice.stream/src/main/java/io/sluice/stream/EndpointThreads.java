// SPDX-License-Identifier: Apache-2.0
package io.sluice.stream;

import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The threads of an endpoint beside its server's: {@code NAME-wake}, on which followers are woken,
 * and {@code NAME-timer}, which looks after deadlines.
 */
public final class EndpointThreads implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(EndpointThreads.class);

  private final ThreadPoolExecutor waker;
  private final ScheduledThreadPoolExecutor timer;

  /**
   * Starts none before it is needed.
   *
   * @param name what their names begin with
   */
  public EndpointThreads(String name) {
    this.waker =
        new ThreadPoolExecutor(
            1,
            1,
            0,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            task -> new Thread(task, name + "-wake"),
            // Once it is stopped nobody is left to be woken.
            new ThreadPoolExecutor.DiscardPolicy());
    this.timer = new ScheduledThreadPoolExecutor(1, task -> new Thread(task, name + "-timer"));
  }

  /**
   * What wakes followers.
   *
   * @return an executor that takes everything, and runs nothing any more once it is closed
   */
  public Executor waker() {
    return waker;
  }

  /**
   * Has the timer do something all the time. A failure is logged, and does not end it.
   *
   * @param period the time from the end of one run to the begin of the next
   * @param task what to do
   */
  public void every(Duration period, Runnable task) {
    Future<?> unused =
        timer.scheduleWithFixedDelay(
            () -> guarded(task), period.toMillis(), period.toMillis(), TimeUnit.MILLISECONDS);
  }

  private static void guarded(Runnable task) {
    try {
      task.run();
    } catch (RuntimeException e) {
      LOG.error("the timer goes on after a failure", e);
    }
  }

  /** Lets no deadline be looked after any more. To be called before the server is closed. */
  public void stopTimer() {
    timer.shutdownNow();
  }

  /** Ends both. */
  @Override
  public void close() {
    timer.shutdownNow();
    waker.shutdownNow();
  }
}
