// SPDX-License-Identifier: Apache-2.0
package io.sluice.ingress;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntConsumer;

/** The calls on the threads of one pool. Safe for use by many threads. */
final class WatchedCalls {

  private final IntConsumer occupation;
  private final Set<CallWatch> watches = ConcurrentHashMap.newKeySet();

  /**
   * For one pool.
   *
   * @param occupation is told at each look how many calls occupy their threads for long
   */
  WatchedCalls(IntConsumer occupation) {
    this.occupation = occupation;
  }

  void add(CallWatch watch) {
    watches.add(watch);
  }

  void remove(CallWatch watch) {
    watches.remove(watch);
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
  }
}
