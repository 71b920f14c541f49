// SPDX-License-Identifier: Apache-2.0
package io.sluice.testkit;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;

/** What has come in on a connection and was not asked for yet. Safe for use by many threads. */
final class Inbox<T> {

  private static final Duration STANDARD_LIMIT = Duration.ofSeconds(20);

  private final String what;
  private final Deque<T> waiting = new ArrayDeque<>();
  private long received;
  private boolean ended;

  /** An inbox that calls its items by this name. */
  Inbox(String what) {
    this.what = what;
  }

  synchronized void add(T item) {
    received++;
    waiting.add(item);
    notifyAll();
  }

  /** Nothing comes in any more. */
  synchronized void end() {
    ended = true;
    notifyAll();
  }

  synchronized long received() {
    return received;
  }

  /** Waits for the next item, or for the end of the connection. */
  synchronized Optional<T> next() throws InterruptedException {
    while (waiting.isEmpty() && !ended) {
      wait();
    }
    return Optional.ofNullable(waiting.poll());
  }

  /** Waits for the next item, for a while, or for the end of the connection. */
  synchronized Optional<T> poll(Duration limit) throws InterruptedException {
    long deadline = System.nanoTime() + limit.toNanos();
    long left = limit.toNanos();
    while (waiting.isEmpty() && !ended && left > 0) {
      TimeUnit.NANOSECONDS.timedWait(this, left);
      left = deadline - System.nanoTime();
    }
    return Optional.ofNullable(waiting.poll());
  }

  /** Waits for the next item that is wanted, and forgets those before it. */
  T await(Predicate<? super T> wanted) throws TimeoutException, InterruptedException {
    long deadline = System.nanoTime() + STANDARD_LIMIT.toNanos();
    while (true) {
      Optional<T> item = poll(Duration.ofNanos(deadline - System.nanoTime()));
      if (item.isEmpty()) {
        throw new TimeoutException(
            "no %s within %s, or before the connection ended".formatted(what, STANDARD_LIMIT));
      }
      if (wanted.test(item.get())) {
        return item.get();
      }
    }
  }
}
