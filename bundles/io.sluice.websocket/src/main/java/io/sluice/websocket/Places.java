// SPDX-License-Identifier: Apache-2.0
package io.sluice.websocket;

import java.util.HashMap;
import java.util.Map;

/** The places for connections: so many for each plugin, and so many in all. */
final class Places {

  private final int mostInAll;
  private final Map<Long, Integer> takenByPlugin = new HashMap<>();
  private int taken;

  Places(int mostInAll) {
    this.mostInAll = mostInAll;
  }

  /** Takes a place if one is left. */
  synchronized boolean take(long bundleId, int mostOfPlugin) {
    if (!isLeft(bundleId, mostOfPlugin)) {
      return false;
    }
    takenByPlugin.merge(bundleId, 1, Integer::sum);
    taken++;
    return true;
  }

  /** Tells whether a place is left, which another may take first. */
  synchronized boolean isLeft(long bundleId, int mostOfPlugin) {
    return taken < mostInAll && takenByPlugin.getOrDefault(bundleId, 0) < mostOfPlugin;
  }

  synchronized void release(long bundleId) {
    takenByPlugin.computeIfPresent(bundleId, (id, count) -> count == 1 ? null : count - 1);
    taken--;
  }
}
