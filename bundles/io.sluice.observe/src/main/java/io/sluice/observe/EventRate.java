// SPDX-License-Identifier: Apache-2.0
package io.sluice.observe;

import java.util.function.LongSupplier;

/** Admits so many events a second; as many may come at once. Safe for use by many threads. */
final class EventRate {

  private static final double SECOND_NANOS = 1e9;

  private final double perSecond;
  private final LongSupplier nanoTime;
  private double left;
  private long filledAt;

  EventRate(int perSecond, LongSupplier nanoTime) {
    this.perSecond = perSecond;
    this.nanoTime = nanoTime;
    this.left = perSecond;
    this.filledAt = nanoTime.getAsLong();
  }

  synchronized boolean admits() {
    long now = nanoTime.getAsLong();
    left = Math.min(perSecond, left + (now - filledAt) / SECOND_NANOS * perSecond);
    filledAt = now;
    if (left < 1) {
      return false;
    }
    left--;
    return true;
  }
}
