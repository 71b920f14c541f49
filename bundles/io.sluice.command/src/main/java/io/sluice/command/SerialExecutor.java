// SPDX-License-Identifier: Apache-2.0
package io.sluice.command;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs tasks one after the other on a shared executor, so that one plugin takes one thread. Each
 * task runs: where the shared executor is closed, on the thread that comes upon it.
 */
final class SerialExecutor implements Executor {

  private static final Logger LOG = LoggerFactory.getLogger(SerialExecutor.class);

  private final Executor shared;
  private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
  private final AtomicInteger waiting = new AtomicInteger();

  SerialExecutor(Executor shared) {
    this.shared = shared;
  }

  @Override
  public void execute(Runnable task) {
    tasks.add(task);
    if (waiting.getAndIncrement() == 0 && !isHandedOver()) {
      run();
    }
  }

  private boolean isHandedOver() {
    try {
      shared.execute(this::run);
      return true;
    } catch (RejectedExecutionException closed) {
      return false;
    }
  }

  /** Runs one task, so that others have their turn before the next. */
  private void run() {
    do {
      runOne();
    } while (waiting.decrementAndGet() > 0 && !isHandedOver());
  }

  /** Whatever is thrown would leave the other tasks waiting. */
  private void runOne() {
    Runnable task = tasks.poll();
    try {
      if (task != null) {
        task.run();
      }
    } catch (RuntimeException | Error e) {
      LOG.error("a callback failed", e);
    }
  }
}
