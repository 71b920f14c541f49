// SPDX-License-Identifier: Apache-2.0
package io.sluice.ingress;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;

/** Runs what was handed to it when a test says so, on the test's thread. */
final class HandRun implements Executor {

  private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();

  @Override
  public void execute(Runnable task) {
    tasks.add(task);
  }

  int waiting() {
    return tasks.size();
  }

  /** Runs the oldest task. */
  void runOne() {
    tasks.remove().run();
  }

  /** Runs what waits, and what is handed over meanwhile. */
  void runAll() {
    for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
      task.run();
    }
  }
}
