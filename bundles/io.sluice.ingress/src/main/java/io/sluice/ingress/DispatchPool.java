// SPDX-License-Identifier: Apache-2.0
package io.sluice.ingress;

import java.time.Duration;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionHandler;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Threads that run plugins' code: a few, and one more for each that a plugin occupies for long.
 *
 * <p>What waits for a thread is bounded by those who hand it over: each lane waits at most once,
 * and each plugin's callbacks do.
 */
final class DispatchPool {

  private static final int MOST_THREADS = 64;
  private static final Duration IDLE_LIMIT = Duration.ofSeconds(10);

  private final int size;
  private final ThreadPoolExecutor threads;
  private final WatchedCalls calls = new WatchedCalls(this::setOccupied);

  /**
   * Makes one without threads.
   *
   * @param name what its threads are called, before their number
   * @param size how many threads it has while none is occupied for long
   * @param afterClose what becomes of a task that comes too late
   */
  DispatchPool(String name, int size, RejectedExecutionHandler afterClose) {
    this.size = size;
    this.threads =
        new ThreadPoolExecutor(
            size,
            Math.max(size, MOST_THREADS),
            IDLE_LIMIT.toMillis(),
            TimeUnit.MILLISECONDS,
            new LinkedBlockingQueue<>(),
            new Names(name),
            afterClose);
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

  /** The calls on its threads, for the watchdog to look after. */
  WatchedCalls calls() {
    return calls;
  }

  /** Makes up for threads that are occupied, within bounds. */
  void setOccupied(int occupied) {
    int wanted = Math.min(size + occupied, threads.getMaximumPoolSize());
    if (threads.getCorePoolSize() != wanted) {
      threads.setCorePoolSize(wanted);
      threads.prestartAllCoreThreads();
    }
  }

  /**
   * Lets what waits run for a while, and ends the threads.
   *
   * @param deadlineNanos the {@link System#nanoTime()} at which what still runs is interrupted
   */
  void close(long deadlineNanos) {
    threads.shutdown();
    try {
      threads.awaitTermination(deadlineNanos - System.nanoTime(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    threads.shutdownNow();
  }

  private static final class Names implements ThreadFactory {
    private final String name;
    private final AtomicInteger last = new AtomicInteger();

    Names(String name) {
      this.name = name;
    }

    @Override
    public Thread newThread(Runnable task) {
      Thread thread = new Thread(task, name + last.incrementAndGet());
      thread.setContextClassLoader(DispatchPool.class.getClassLoader());
      return thread;
    }
  }
}
