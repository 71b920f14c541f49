// SPDX-License-Identifier: Apache-2.0
package io.sluice.ingress;

import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/** Those who wait until no handler call of a queue, or of any queue, of a lane runs. */
final class QuietWaiters {

  private final Queue<Waiter> waiters = new ConcurrentLinkedQueue<>();

  private record Waiter(@Nullable EventQueue queue, CompletableFuture<Void> quiet) {

    boolean waitsFor(EventQueue ended) {
      return queue == null || queue == ended;
    }
  }

  /** Signs up; the waiter looks again afterwards whether a call runs. */
  CompletableFuture<Void> add(@Nullable EventQueue queue) {
    Waiter waiter = new Waiter(queue, new CompletableFuture<>());
    waiters.add(waiter);
    return waiter.quiet();
  }

  /** Tells those who waited for the end of this call. On the lane's thread. */
  void callEnded(EventQueue queue) {
    if (!waiters.isEmpty()) {
      waiters.removeIf(waiter -> waiter.quiet().isDone());
      for (Waiter waiter : waiters) {
        if (waiter.waitsFor(queue)) {
          waiter.quiet().complete(null);
        }
      }
    }
  }
}
