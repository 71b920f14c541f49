// SPDX-License-Identifier: Apache-2.0
package io.sluice.websocket;

/**
 * A bucket of tokens that fills by itself, one token an interval. It is known by the one moment at
 * which it is full again.
 *
 * @param size how many tokens it holds
 * @param intervalNanos how long one more takes
 * @param fullAt when it is full, by the clock that only goes forward
 */
record TokenBucket(int size, long intervalNanos, long fullAt) {

  /** When a token is there; in the past if one is. */
  long readyAt() {
    return fullAt - (size - 1) * intervalNanos;
  }

  boolean isReady(long now) {
    return now - readyAt() >= 0;
  }

  boolean isFull(long now) {
    return now - fullAt >= 0;
  }

  /** The same with one token less. */
  TokenBucket taken(long now) {
    return new TokenBucket(size, intervalNanos, (isFull(now) ? now : fullAt) + intervalNanos);
  }
}
