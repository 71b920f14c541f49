// SPDX-License-Identifier: Apache-2.0
package io.sluice.proxy;

import java.util.function.LongUnaryOperator;

/**
 * How long to wait before a connection is dialled again: a random time up to a bound that doubles
 * with each failure, so that those who lost a Runtime together do not come back together.
 */
final class Backoff {

  private static final int MOST_DOUBLINGS = 20;

  private final UpstreamLimits limits;
  private final LongUnaryOperator random;

  /**
   * Makes one.
   *
   * @param limits the bounds
   * @param random gives a random number from 0 to its operand, both included
   */
  Backoff(UpstreamLimits limits, LongUnaryOperator random) {
    this.limits = limits;
    this.random = random;
  }

  /** How many nanoseconds after so many failures in a row. */
  long nanos(int failures) {
    int doublings = Math.min(Math.max(failures - 1, 0), MOST_DOUBLINGS);
    return random.applyAsLong(
        Math.min(limits.reconnectMost().toNanos(), limits.reconnectLeast().toNanos() << doublings));
  }
}
