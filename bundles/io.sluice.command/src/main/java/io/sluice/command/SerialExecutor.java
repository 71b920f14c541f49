// SPDX-License-Identifier: Apache-2.0
package io.sluice.command;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;

/** Runs tasks one after the other on a shared executor, so that one plugin takes one thread. */
final class SerialExecutor implements Executor {

  private final Executor shared;
  private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
  private final AtomicInteger waiting = new AtomicInteger();

  SerialExecutor(Executor shared) {
    this.shared = shared;
  }

  @Override
  public void execute(Runnable task) {
    tasks.add(task);
    if (waiting.getAndIncrement() == 0) {
      shared.execute(this::runNext);
    }
  }

  private void runNext() {
    Runnable task = tasks.poll();
    try {
      if (task != null) {
        task.run();
      }
    } finally {
      if (waiting.decrementAndGet() > 0) {
        shared.execute(this::runNext);
      }
    }
  }
}
