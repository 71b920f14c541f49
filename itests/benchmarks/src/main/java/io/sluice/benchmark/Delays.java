// SPDX-License-Identifier: Apache-2.0
package io.sluice.benchmark;

/** How late texts came, to the microsecond, and up to a second. For one thread. */
final class Delays {

  private static final int MOST_MICROS = 1_000_000;
  private static final long MICRO_NANOS = 1_000;

  private final int[] numbers = new int[MOST_MICROS + 1];
  private long all;

  void add(long nanos) {
    numbers[(int) Math.max(0, Math.min(nanos / MICRO_NANOS, MOST_MICROS))]++;
    all++;
  }

  /** So many of a hundred came as early or earlier, in nanoseconds. */
  private long percentile(int percent) {
    long before = 0;
    int micros = 0;
    while (micros < MOST_MICROS && (before + numbers[micros]) * 100 < all * percent) {
      before += numbers[micros++];
    }
    return micros * MICRO_NANOS;
  }

  /** The 50th and the 99th percentile. */
  @Override
  public String toString() {
    return percentile(50) + " " + percentile(99);
  }
}
