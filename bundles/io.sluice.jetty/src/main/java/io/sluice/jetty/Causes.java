// SPDX-License-Identifier: Apache-2.0
package io.sluice.jetty;

import org.jspecify.annotations.Nullable;

/** Looks for the reason in a chain of causes, which may go round in a circle. */
public final class Causes {

  private static final int MOST = 16;

  private Causes() {}

  /**
   * Finds the first of a type.
   *
   * @param thrown the failure
   * @param type the type
   * @return the failure or the first of its causes that is of the type; null if none is
   */
  public static <T extends Throwable> @Nullable T find(Throwable thrown, Class<T> type) {
    Throwable each = thrown;
    for (int depth = 0; each != null && depth < MOST; depth++) {
      if (type.isInstance(each)) {
        return type.cast(each);
      }
      each = each.getCause();
    }
    return null;
  }

  /**
   * Tells whether there is one of a type.
   *
   * @param thrown the failure
   * @param type the type
   * @return whether the failure or one of its causes is of the type
   */
  public static boolean has(Throwable thrown, Class<? extends Throwable> type) {
    return find(thrown, type) != null;
  }
}
