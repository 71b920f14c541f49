// SPDX-License-Identifier: Apache-2.0
package io.sluice.jetty;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Runs tasks that do not throw one after the other on a shared executor, so that one plugin takes
 * one thread. Each task runs: where the executor is closed, on the thread that comes upon it.
 */
public final class InTurn implements Executor {

  private final Executor shared;
  private final AtomicReference<CompletableFuture<Void>> last =
      new AtomicReference<>(CompletableFuture.completedFuture(null));

  /**
   * Makes one.
   *
   * @param shared runs the tasks
   */
  public InTurn(Executor shared) {
    this.shared = shared;
  }

  @Override
  public void execute(Runnable task) {
    CompletableFuture<Void> mine = new CompletableFuture<>();
    Future<Void> unused =
        last.getAndSet(mine)
            .thenRunAsync(task, shared)
            .exceptionally(
                refused -> {
                  task.run();
                  return null;
                })
            .thenRun(() -> mine.complete(null));
  }
}
