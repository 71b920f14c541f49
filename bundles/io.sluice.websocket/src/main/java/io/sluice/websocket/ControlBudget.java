// SPDX-License-Identifier: Apache-2.0
package io.sluice.websocket;

/** Bounds how many control frames a peer may send within a second. On the reading thread. */
final class ControlBudget {

  private static final long SECOND_NANOS = 1_000_000_000L;

  private final int perSecond;
  private long secondBegan;
  private int spent;

  ControlBudget(int perSecond) {
    this.perSecond = perSecond;
  }

  /** Tells whether one more is within the budget, and counts it. */
  boolean admits(long nowNanos) {
    if (spent == 0 || nowNanos - secondBegan >= SECOND_NANOS) {
      secondBegan = nowNanos;
      spent = 0;
    }
    return ++spent <= perSecond;
  }
}
