// SPDX-License-Identifier: Apache-2.0
package io.sluice.authority;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.stream.LongStream;

/** The JVM's own account of what this thread allocates. */
final class AllocatedBytes {

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private static final int ROUNDS = 5;

  private AllocatedBytes() {}

  /**
   * What a task allocates at least, of several times: in some of them the JVM may allocate for
   * itself, when it takes a compiled method into use or gives one up.
   */
  static long by(Runnable task) {
    return LongStream.generate(() -> once(task)).limit(ROUNDS).min().orElseThrow();
  }

  private static long once(Runnable task) {
    long before = THREADS.getCurrentThreadAllocatedBytes();
    task.run();
    return THREADS.getCurrentThreadAllocatedBytes() - before;
  }
}
