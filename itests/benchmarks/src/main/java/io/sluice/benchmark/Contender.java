// SPDX-License-Identifier: Apache-2.0
package io.sluice.benchmark;

/** A way to receive texts and to send some. */
interface Contender {

  /**
   * Opens all connections, and handles texts from then on, until the process ends.
   *
   * @param load what comes from where
   */
  void connect(Load load) throws Exception;
}
