// SPDX-License-Identifier: Apache-2.0
package io.sluice.websocket;

import java.time.Duration;

/**
 * How fast the host dials: so many times at once, and then once an interval.
 *
 * @param atOnce how many dials in all may come together
 * @param interval how long one more in all takes
 * @param atOncePerHost how many dials of one host may come together
 * @param intervalPerHost how long one more of that host takes
 */
record DialRates(int atOnce, Duration interval, int atOncePerHost, Duration intervalPerHost) {

  TokenBucket inAll(long now) {
    return new TokenBucket(atOnce, interval.toNanos(), now);
  }

  TokenBucket perHost(long now) {
    return new TokenBucket(atOncePerHost, intervalPerHost.toNanos(), now);
  }
}
