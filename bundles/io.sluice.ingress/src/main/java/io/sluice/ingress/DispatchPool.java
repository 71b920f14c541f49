// SPDX-License-Identifier: Apache-2.0
package io.sluice.ingress;

import java.time.Duration;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The threads {@code sluice-dispatch-n} that run plugins' code: a few, and one more for each that a
 * plugin occupies for long.
 *
 * <p>What waits for a thread is bounded by those who hand it over: each lane waits at most once,
 * and each plugin's callbacks do.
 */
final class DispatchPool implements AutoCloseable {

  private static final int MOST_THREADS = 64;
  private static final Duration CLOSE_LIMIT = Duration.ofMillis(1_500);
  private static final Duration IDLE_LIMIT = Duration.ofSeconds(10);

  private final int size;
  private final ThreadPoolExecutor threads;

  DispatchPool(int size) {
    this.size = size;
    this.threads =
        new ThreadPoolExecutor(
            size,
            Math.max(size, MOST_THREADS),
            IDLE_LIMIT.toMillis(),
            TimeUnit.MILLISECONDS,
            new LinkedBlockingQueue<>(),
            new Names(),
            DispatchPool::afterClose);
  }

  /** A lane of a closed pool is closed too; whoever waits for a callback still gets it. */
  private static void afterClose(Runnable task, ThreadPoolExecutor closed) {
    if (task instanceof Callback) {
      task.run();
    }
  }

  /**
   * Starts the threads. None is made where a task is handed over, which may be deep in a plugin's
   * call: a thread keeps what it inherits from there, and with it the plugin's class loader.
   */
  void start() {
    threads.prestartAllCoreThreads();
  }

  void execute(Runnable task) {
    threads.execute(task);
  }

  /** Tells whether something waits for a thread. */
  boolean othersWait() {
    return !threads.getQueue().isEmpty();
  }

  /** Makes up for threads that are occupied, within bounds. */
  void setOccupied(int occupied) {
    int wanted = Math.min(size + occupied, threads.getMaximumPoolSize());
    if (threads.getCorePoolSize() != wanted) {
      threads.setCorePoolSize(wanted);
      threads.prestartAllCoreThreads();
    }
  }

  /** Lets what waits run, for a while, and ends the threads. */
  @Override
  public void close() {
    threads.shutdown();
    try {
      threads.awaitTermination(CLOSE_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    threads.shutdownNow();
  }

  private static final class Names implements ThreadFactory {
    private final AtomicInteger last = new AtomicInteger();

    @Override
    public Thread newThread(Runnable task) {
      Thread thread = new Thread(task, "sluice-dispatch-" + last.incrementAndGet());
      thread.setContextClassLoader(DispatchPool.class.getClassLoader());
      return thread;
    }
  }
}
