// SPDX-License-Identifier: Apache-2.0
package io.sluice.websocket;

import java.time.Duration;

/** A clock that stands still until it is told to go. It may be used by many threads. */
final class TestClock {

  /** Begins below zero, as {@link System#nanoTime} may. */
  private long nanos = -5_000_000_000L;

  synchronized long nanoTime() {
    return nanos;
  }

  synchronized long millis() {
    return 1_800_000_000_000L + nanos / 1_000_000;
  }

  /** Goes on, and returns the new time. */
  synchronized long pass(Duration span) {
    nanos += span.toNanos();
    return nanos;
  }

  long passMillis(long millis) {
    return pass(Duration.ofMillis(millis));
  }
}
