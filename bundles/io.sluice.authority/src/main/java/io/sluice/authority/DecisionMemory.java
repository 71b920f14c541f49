// SPDX-License-Identifier: Apache-2.0
package io.sluice.authority;

import io.sluice.spi.authority.Decision;
import io.sluice.spi.target.Access;
import org.jspecify.annotations.Nullable;

/**
 * Some of the last decisions of one authority. To find one again allocates nothing, which is what
 * it is for: a plugin sends to the same URLs over and over, and a refusal has a message.
 *
 * <p>Each access has one slot, and the last of a slot is kept. Safe for use by many threads without
 * a lock: what is in a slot is immutable, and who misses what another thread has just put there
 * decides for itself, by the same rules. Any two memories are equal, since they add nothing to what
 * their authorities say.
 */
final class DecisionMemory {

  private static final int SLOTS = 32;

  private final @Nullable Remembered[] slots = new Remembered[SLOTS];

  /** A decision, and all that it can depend on: it does not depend on the query. */
  private record Remembered(String method, String url, Decision decision) {

    boolean isOf(Access access) {
      return url.equals(access.url().display()) && method.equals(access.method());
    }
  }

  @Nullable Decision of(Access access) {
    Remembered remembered = slots[slot(access)];
    return remembered != null && remembered.isOf(access) ? remembered.decision() : null;
  }

  Decision keep(Access access, Decision decision) {
    slots[slot(access)] = new Remembered(access.method(), access.url().display(), decision);
    return decision;
  }

  private static int slot(Access access) {
    int hash = access.url().display().hashCode() + access.method().hashCode();
    return (hash ^ hash >>> 16) & SLOTS - 1;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof DecisionMemory;
  }

  @Override
  public int hashCode() {
    return 0;
  }
}
