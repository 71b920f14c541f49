// SPDX-License-Identifier: Apache-2.0
package io.sluice.websocket;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.security.SecureRandom;

/**
 * Numbers the events of one socket. The first number is random, so that the events of no two
 * sockets of a millisecond have the same, and the numbers grow, so that the events of one socket
 * keep their order (RFC 9562, section 6.2, method 1 with a random seed).
 */
final class EventStamps {

  /** Leaves room to count without ever needing more than 62 bits. */
  private static final long SEED_MASK = (1L << 61) - 1;

  private static final SecureRandom RANDOM = new SecureRandom();

  private static final VarHandle NEXT = handle();

  private volatile long next = RANDOM.nextLong() & SEED_MASK;

  private static VarHandle handle() {
    try {
      return MethodHandles.lookup().findVarHandle(EventStamps.class, "next", long.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  long nextSerial() {
    long serial;
    do {
      serial = next;
    } while (!NEXT.compareAndSet(this, serial, serial + 1));
    return serial;
  }
}
