// SPDX-License-Identifier: Apache-2.0
package io.sluice.websocket;

/**
 * Bounds how many control frames a peer may send within a second. On the reading thread.
 *
 * <p>What a peer has sent while nothing was read comes in at once afterwards; that is not held
 * against it.
 */
final class ControlBudget {

  private static final long SECOND_NANOS = 1_000_000_000L;
  private static final long LONGEST_EXCUSE_NANOS = 600 * SECOND_NANOS;

  private final int perSecond;
  private long secondBegan;
  private int spent;
  private long excuseNanos;

  ControlBudget(int perSecond) {
    this.perSecond = perSecond;
  }

  /** Tells whether one more is within the budget, and counts it. */
  boolean admits(long nowNanos) {
    if (spent == 0 || nowNanos - secondBegan >= SECOND_NANOS) {
      secondBegan = nowNanos;
      spent = 0;
    }
    if (spent < perSecond) {
      spent++;
      return true;
    }
    excuseNanos -= SECOND_NANOS / perSecond;
    return excuseNanos >= 0;
  }

  /** Takes note that nothing was read for a while. */
  void excuse(long pauseNanos) {
    excuseNanos = Math.min(Math.max(0, excuseNanos) + pauseNanos, LONGEST_EXCUSE_NANOS);
  }
}
