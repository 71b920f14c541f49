// SPDX-License-Identifier: Apache-2.0
package io.sluice.websocket;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Puts tasks of many threads in a row: one is run at a time, by whichever thread finds nobody at
 * it, and those that come in meanwhile follow. While nothing is to do, it holds no memory.
 */
final class OneByOne {

  /** Those that came in meanwhile; guarded by this, as is the next field. */
  private @Nullable Queue<Runnable> waiting;

  private boolean busy;

  /**
   * Brings a task. Returns when it and all that came in meanwhile were run, or at once if another
   * thread is at it.
   *
   * @param task the task
   * @param runner runs a task, and does not throw
   */
  void run(Runnable task, Consumer<Runnable> runner) {
    for (Runnable each = bring(task); each != null; each = next()) {
      runner.accept(each);
    }
  }

  /** The task, if the caller is to run it, and then whatever {@link #next} has; else null. */
  private synchronized @Nullable Runnable bring(Runnable task) {
    if (!busy) {
      busy = true;
      return task;
    }
    if (waiting == null) {
      waiting = new ArrayDeque<>();
    }
    waiting.add(task);
    return null;
  }

  /** The next task for whoever has run the one before; null if there is none. */
  private synchronized @Nullable Runnable next() {
    Runnable next = waiting == null ? null : waiting.poll();
    if (next == null) {
      waiting = null;
      busy = false;
    }
    return next;
  }
}
