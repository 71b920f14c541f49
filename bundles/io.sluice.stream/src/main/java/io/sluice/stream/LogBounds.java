// SPDX-License-Identifier: Apache-2.0
package io.sluice.stream;

import java.time.Duration;

/**
 * How much of a worker's events is kept.
 *
 * @param events the most events, at least 1
 * @param bytes the most bytes of frames; one that is longer is kept alone
 * @param age how old the oldest may be
 */
public record LogBounds(int events, long bytes, Duration age) {

  /** 2,048 events, 4 MiB, 15 minutes. */
  public static final LogBounds STANDARD = new LogBounds(2_048, 4L << 20, Duration.ofMinutes(15));
}
