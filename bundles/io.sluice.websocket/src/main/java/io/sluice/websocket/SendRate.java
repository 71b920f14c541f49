// SPDX-License-Identifier: Apache-2.0
package io.sluice.websocket;

/**
 * Admits at most so many texts within any 60 seconds. It remembers the times of the last ones, so
 * that the bound holds for every window and not only for those that begin with a minute.
 */
final class SendRate {

  private static final long WINDOW_NANOS = 60_000_000_000L;
  private static final SendRate UNBOUNDED = new SendRate(0);

  private final long[] times;
  private int next;
  private int known;

  private SendRate(int perMinute) {
    times = new long[perMinute];
  }

  /**
   * Gives one of its own to whoever is bounded.
   *
   * @param perMinute how many texts, or 0 for no bound
   */
  static SendRate of(int perMinute) {
    return perMinute == 0 ? UNBOUNDED : new SendRate(perMinute);
  }

  /** Tells whether a text may be sent now, and counts it if so. */
  boolean admits(long nowNanos) {
    return times.length == 0 || isCounted(nowNanos);
  }

  private synchronized boolean isCounted(long nowNanos) {
    if (known == times.length && nowNanos - times[next] < WINDOW_NANOS) {
      return false;
    }
    times[next] = nowNanos;
    next = (next + 1) % times.length;
    known = Math.min(known + 1, times.length);
    return true;
  }
}
