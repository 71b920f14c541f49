// SPDX-License-Identifier: Apache-2.0
package io.sluice.websocket;

import java.security.SecureRandom;
import java.util.concurrent.atomic.AtomicLongFieldUpdater;

/**
 * Numbers the events of one socket. The first number is random, so that the events of no two
 * sockets of a millisecond have the same, and the numbers grow, so that the events of one socket
 * keep their order (RFC 9562, section 6.2, method 1 with a random seed).
 */
final class EventStamps {

  /** Leaves room to count without ever needing more than 62 bits. */
  private static final long SEED_MASK = (1L << 61) - 1;

  private static final SecureRandom RANDOM = new SecureRandom();

  private static final AtomicLongFieldUpdater<EventStamps> NEXT =
      AtomicLongFieldUpdater.newUpdater(EventStamps.class, "next");

  @SuppressWarnings("UnusedVariable") // Counted by its updater.
  private volatile long next = RANDOM.nextLong() & SEED_MASK;

  long nextSerial() {
    return NEXT.getAndIncrement(this);
  }
}
