// SPDX-License-Identifier: Apache-2.0
package io.sluice.diagnostics;

import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/** Lets a few log lines through each second and counts the others. */
final class LogThrottle {

  private static final int LINES_PER_SECOND = 5;

  private final LongSupplier clockMillis;
  private final AtomicLong suppressed = new AtomicLong();
  private long second;
  private int lines;

  LogThrottle(LongSupplier clockMillis) {
    this.clockMillis = clockMillis;
  }

  synchronized boolean admits() {
    long now = clockMillis.getAsLong() / 1_000;
    if (now != second) {
      second = now;
      lines = 0;
    }
    if (++lines <= LINES_PER_SECOND) {
      return true;
    }
    suppressed.incrementAndGet();
    return false;
  }

  /** How many lines were held back since this was asked last. */
  long takeSuppressed() {
    return suppressed.getAndSet(0);
  }
}
