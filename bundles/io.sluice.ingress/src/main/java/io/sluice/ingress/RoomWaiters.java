// SPDX-License-Identifier: Apache-2.0
package io.sluice.ingress;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.IntPredicate;
import java.util.function.Predicate;

/** Those who wait for room in a queue. Used under the queue's lock. */
final class RoomWaiters {

  private final IntPredicate room;
  private final List<Waiter> waiters = new ArrayList<>();

  /**
   * For one queue.
   *
   * @param room tells whether the queue has room for a number of bytes
   */
  RoomWaiters(IntPredicate room) {
    this.room = room;
  }

  private record Waiter(int bytes, CompletableFuture<Void> served) {}

  CompletionStage<Void> add(int bytes) {
    Waiter waiter = new Waiter(bytes, new CompletableFuture<>());
    waiters.add(waiter);
    return waiter.served().minimalCompletionStage();
  }

  /** Takes out those for whom there is room; they are told without the lock. */
  List<CompletableFuture<Void>> takeServed() {
    return waiters.isEmpty() ? List.of() : take(waiter -> room.test(waiter.bytes()));
  }

  /** Takes out all; they are told without the lock. */
  List<CompletableFuture<Void>> takeAll() {
    return take(waiter -> true);
  }

  private List<CompletableFuture<Void>> take(Predicate<Waiter> served) {
    List<Waiter> taken = waiters.stream().filter(served).toList();
    waiters.removeAll(taken);
    return taken.stream().map(Waiter::served).toList();
  }
}
