// SPDX-License-Identifier: Apache-2.0
package io.sluice.stream;

import java.time.Duration;

/**
 * What a follower may cost.
 *
 * @param behindBytes how many bytes it may be behind while a write takes longer than a second
 * @param writeTimeout how long a write may take
 * @param silence after how long without a frame a heartbeat is sent
 */
public record FollowerLimits(long behindBytes, Duration writeTimeout, Duration silence) {

  /** 1 MiB, 10 seconds, 15 seconds. */
  public static final FollowerLimits STANDARD =
      new FollowerLimits(1L << 20, Duration.ofSeconds(10), Duration.ofSeconds(15));
}
