// SPDX-License-Identifier: Apache-2.0
package io.sluice.ingress;

import java.util.function.LongConsumer;

/**
 * Finds out how long the calls of one lane take, by looking now and then which call runs. Used by
 * the watchdog's thread alone.
 *
 * <p>The time of a call is counted from the look that saw it first, so that a call costs no clock
 * reading; it is found too short by up to the time between two looks.
 */
final class CallWatch {

  private final CallGuard guard;
  private final long warnNanos;
  private final long interruptNanos;
  private final LongConsumer slow;
  private final LongConsumer stuck;

  private long seen = CallGuard.NONE;
  private long seenSince;
  private boolean warned;

  CallWatch(CallGuard guard, IngressLimits limits, LongConsumer slow, LongConsumer stuck) {
    this.guard = guard;
    this.warnNanos = limits.warnAfter().toNanos();
    this.interruptNanos = limits.interruptAfter().toNanos();
    this.slow = slow;
    this.stuck = stuck;
  }

  /**
   * Looks.
   *
   * @return whether a call occupies its thread for longer than the warning limit
   */
  boolean look(long nowNanos) {
    long call = guard.running();
    if (call <= CallGuard.NONE) {
      return call != CallGuard.NONE;
    }
    if (call != seen) {
      seen = call;
      seenSince = nowNanos;
      warned = false;
    }
    long lasted = nowNanos - seenSince;
    if (lasted >= interruptNanos) {
      stuck.accept(call);
    } else if (lasted >= warnNanos && !warned) {
      warned = true;
      slow.accept(call);
    }
    return lasted >= warnNanos;
  }
}
