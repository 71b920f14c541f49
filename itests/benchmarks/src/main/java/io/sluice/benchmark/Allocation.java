// SPDX-License-Identifier: Apache-2.0
package io.sluice.benchmark;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/** What this process has allocated, by the JVM's own account. */
final class Allocation {

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private Allocation() {}

  /** The bytes that the threads that live have allocated. */
  static long ofAllThreads() {
    long bytes = 0;
    for (long ofThread : THREADS.getThreadAllocatedBytes(THREADS.getAllThreadIds())) {
      bytes += Math.max(0, ofThread);
    }
    return bytes;
  }
}
