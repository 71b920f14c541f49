// SPDX-License-Identifier: Apache-2.0
package io.sluice.benchmark;

import java.lang.management.ManagementFactory;

/** What it costs to have what is there, while nothing happens. */
final class Footprint {

  private static final int COLLECTIONS = 5;

  /** What is needed to open a connection and no more afterwards is given up within a while. */
  private static final long PAUSE_MILLIS = 3_000;

  private Footprint() {}

  /**
   * Opens a contender's connections.
   *
   * @return {@code result}, the bytes of the heap and the number of threads that are used then
   */
  static String of(Contender contender, Load load) throws Exception {
    contender.connect(load);
    return now();
  }

  /**
   * Tells what is used now.
   *
   * @return {@code result}, the bytes of the heap and the number of threads
   */
  static String now() throws InterruptedException {
    Runtime runtime = Runtime.getRuntime();
    long used = Long.MAX_VALUE;
    for (int i = 0; i < COLLECTIONS; i++) {
      Thread.sleep(PAUSE_MILLIS);
      System.gc();
      used = Math.min(used, runtime.totalMemory() - runtime.freeMemory());
    }
    return "result " + used + " " + ManagementFactory.getThreadMXBean().getThreadCount();
  }
}
