// SPDX-License-Identifier: Apache-2.0
package io.sluice.websocket;

import io.sluice.spi.plugin.SourceSpec.Reconnect;
import java.util.function.LongUnaryOperator;

/**
 * How long to wait before the next attempt: a random time up to a bound that doubles with each
 * attempt ("full jitter"), so that those who lost a server together do not come back together.
 */
final class Backoff {

  /** After failures that hardly pass by themselves. */
  private static final long LATE_MILLIS = 300_000;

  private static final long LONGEST_RETRY_AFTER_MILLIS = 3_600_000;
  private static final int MOST_DOUBLINGS = 30;

  private final Reconnect reconnect;
  private final LongUnaryOperator random;

  /**
   * Makes one.
   *
   * @param reconnect the bounds
   * @param random gives a random number from 0 to its operand, both included
   */
  Backoff(Reconnect reconnect, LongUnaryOperator random) {
    this.reconnect = reconnect;
    this.random = random;
  }

  long millis(Failure failure, State.Tries tries) {
    long jitter = random.applyAsLong(bound(tries.count()));
    long least = Math.min(failure.retryAfterMillis(), LONGEST_RETRY_AFTER_MILLIS);
    if (failure.retry() == Failure.Retry.LATE) {
      least = Math.max(least, LATE_MILLIS);
    }
    return least + jitter;
  }

  private long bound(int tries) {
    int doublings = Math.min(Math.max(tries - 1, 0), MOST_DOUBLINGS);
    return Math.min(reconnect.maxMillis(), reconnect.initialMillis() << doublings);
  }
}
