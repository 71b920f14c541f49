// SPDX-License-Identifier: Apache-2.0
package io.sluice.ingress;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntConsumer;

/**
 * The calls on the threads of one pool, and what their ends make necessary. Safe for use by many
 * threads.
 */
final class WatchedCalls {

  /** Two seconds, as the watchdog looks. */
  private static final int LOOKS_BETWEEN_RENEWALS = 20;

  private final IntConsumer occupation;
  private final Runnable renewal;
  private final Set<CallWatch> watches = ConcurrentHashMap.newKeySet();
  private volatile boolean ended;
  private int looksSinceRenewal = LOOKS_BETWEEN_RENEWALS;

  /**
   * For one pool.
   *
   * @param occupation is told at each look how many calls occupy their threads for long
   * @param renewal is run some time after calls are over for good, not at each single one
   */
  WatchedCalls(IntConsumer occupation, Runnable renewal) {
    this.occupation = occupation;
    this.renewal = renewal;
  }

  void add(CallWatch watch) {
    watches.add(watch);
  }

  /** There is no call that the watch is for, and will be none. */
  void remove(CallWatch watch) {
    if (watches.remove(watch)) {
      ended = true;
    }
  }

  /** Looks at each call. On the watchdog's thread. */
  void look(long nowNanos) {
    int occupied = 0;
    for (CallWatch watch : watches) {
      if (watch.look(nowNanos)) {
        occupied++;
      }
    }
    occupation.accept(occupied);
    renewIfDue();
  }

  /** What ends from now on is for the next time. */
  private void renewIfDue() {
    if (++looksSinceRenewal > LOOKS_BETWEEN_RENEWALS && ended) {
      ended = false;
      looksSinceRenewal = 0;
      renewal.run();
    }
  }
}
