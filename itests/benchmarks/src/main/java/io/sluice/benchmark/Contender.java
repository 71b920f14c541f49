// SPDX-License-Identifier: Apache-2.0
package io.sluice.benchmark;

/** A way to receive texts and to send some. */
interface Contender {

  /**
   * Connects, and handles texts from then on, until the process ends.
   *
   * @param port where the load server listens
   * @param echo whether to send each text back, rather than to count it and to send the measured
   *     result after the last
   */
  void connect(int port, boolean echo) throws Exception;
}
