// SPDX-License-Identifier: Apache-2.0
package io.sluice.proxy;

import java.util.LinkedHashSet;
import java.util.Set;

/** The ids of the last events, by which one that comes again is known. For one thread at a time. */
final class RecentIds {

  private static final int KEPT = 256;

  private final Set<String> ids = new LinkedHashSet<>();

  /** Takes note of one. Returns whether it is new. */
  boolean add(String id) {
    if (!ids.add(id)) {
      return false;
    }
    if (ids.size() > KEPT) {
      ids.remove(ids.iterator().next());
    }
    return true;
  }

  void clear() {
    ids.clear();
  }
}
