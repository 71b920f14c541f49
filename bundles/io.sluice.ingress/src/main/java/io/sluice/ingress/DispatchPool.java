// SPDX-License-Identifier: Apache-2.0
package io.sluice.ingress;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionHandler;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Threads that run plugins' code: a few, and one more for each that a plugin occupies for long.
 *
 * <p>What waits for a thread is bounded by those who hand it over: each lane waits at most once,
 * and each plugin's callbacks do.
 *
 * <p>A thread keeps what a plugin left in its thread locals, and with it the plugin's class loader;
 * only its end takes that away. So the threads come in generations: after a plugin is gone, new
 * ones take over, and each old one ends when it has done what it is at.
 */
final class DispatchPool {

  private static final int MOST_THREADS = 64;
  private static final Duration IDLE_LIMIT = Duration.ofSeconds(10);

  private final String name;
  private final int size;
  private final RejectedExecutionHandler afterClose;
  private final WatchedCalls calls = new WatchedCalls(this::setOccupied, this::renew);
  private final AtomicInteger lastNumber = new AtomicInteger();
  private final List<Generation> retired = new ArrayList<>();
  private volatile Generation current;
  private boolean closed;

  /**
   * Makes one without threads.
   *
   * @param name what its threads are called, before their number
   * @param size how many threads it has while none is occupied for long
   * @param afterClose what becomes of a task that comes too late
   */
  DispatchPool(String name, int size, RejectedExecutionHandler afterClose) {
    this.name = name;
    this.size = size;
    this.afterClose = afterClose;
    this.current = new Generation();
  }

  /**
   * Starts the threads. None is made where a task is handed over, which may be deep in a plugin's
   * call: a thread keeps what it inherits from there, and with it the plugin's class loader.
   */
  void start() {
    current.prestartAllCoreThreads();
  }

  void execute(Runnable task) {
    current.execute(task);
  }

  /** Tells whether something waits for the calling thread: a task, or the next generation. */
  boolean othersWait() {
    Generation now = current;
    return !now.getQueue().isEmpty()
        || (Thread.currentThread() instanceof PoolThread thread && thread.generation != now);
  }

  /** The calls on its threads, for the watchdog to look after. */
  WatchedCalls calls() {
    return calls;
  }

  /** Makes up for threads that are occupied, within bounds. */
  synchronized void setOccupied(int occupied) {
    int old = retiredThreads();
    int most = Math.max(size, MOST_THREADS - old);
    int wanted = Math.min(size + Math.max(0, occupied - old), most);
    if (current.getCorePoolSize() != wanted) {
      current.setCorePoolSize(wanted);
      current.prestartAllCoreThreads();
    }
  }

  /** The threads of earlier generations that have not come to their end. */
  private int retiredThreads() {
    retired.removeIf(Generation::isTerminated);
    return retired.stream().mapToInt(Generation::getPoolSize).sum();
  }

  /** Has a new generation take over. Called where nothing of a plugin can be inherited. */
  synchronized void renew() {
    if (closed) {
      return;
    }
    Generation old = current;
    Generation next = new Generation();
    next.prestartAllCoreThreads();
    current = next;
    retired.add(old);
    old.handOver();
  }

  /**
   * Lets what waits run for a while, and ends the threads.
   *
   * @param deadlineNanos the {@link System#nanoTime()} at which what still runs is interrupted
   */
  void close(long deadlineNanos) {
    List<Generation> all = shutDown();
    try {
      for (Generation each : all) {
        each.awaitTermination(deadlineNanos - System.nanoTime(), TimeUnit.NANOSECONDS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    all.forEach(Generation::shutdownNow);
  }

  private synchronized List<Generation> shutDown() {
    closed = true;
    current.shutdown();
    List<Generation> all = new ArrayList<>(retired);
    all.add(current);
    return all;
  }

  /** Threads that come and go together. */
  private final class Generation extends ThreadPoolExecutor {

    Generation() {
      super(
          size,
          Math.max(size, MOST_THREADS),
          IDLE_LIMIT.toMillis(),
          TimeUnit.MILLISECONDS,
          new LinkedBlockingQueue<>());
      setThreadFactory(task -> new PoolThread(task, name + lastNumber.incrementAndGet(), this));
      setRejectedExecutionHandler((task, by) -> tooLate(task));
    }

    /** A task may have been on its way here when the next generation took over. */
    private void tooLate(Runnable task) {
      if (current == this) {
        afterClose.rejectedExecution(task, this);
      } else {
        current.execute(task);
      }
    }

    /** What waits is for the next generation, since this one may be occupied for ever. */
    void handOver() {
      shutdown();
      List<Runnable> waiting = new ArrayList<>();
      getQueue().drainTo(waiting);
      waiting.forEach(current::execute);
    }
  }

  private static final class PoolThread extends Thread {

    private final Generation generation;

    PoolThread(Runnable task, String name, Generation generation) {
      super(null, task, name, 0, false);
      this.generation = generation;
      setContextClassLoader(DispatchPool.class.getClassLoader());
    }
  }
}
