// SPDX-License-Identifier: Apache-2.0
package io.sluice.outbound;

/**
 * What has become of a configuration.
 *
 * @param <T> what a good one gives
 */
sealed interface Setting<T> {

  /** What it is about, as far as that could be read; else everything. */
  Scope scope();

  /**
   * It is good.
   *
   * @param scope what it is about
   * @param value what it gives
   */
  record Accepted<T>(Scope scope, T value) implements Setting<T> {

    /** Shows no secret. */
    @Override
    public String toString() {
      return "accepted for " + scope;
    }
  }

  /**
   * It is not, so that nothing holds for what it is about.
   *
   * @param scope what it is about
   * @param why the key, what is wrong with it, and what to do
   */
  record Refused<T>(Scope scope, String why) implements Setting<T> {}
}
