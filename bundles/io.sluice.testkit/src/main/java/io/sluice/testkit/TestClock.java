// SPDX-License-Identifier: Apache-2.0
package io.sluice.testkit;

import java.time.Duration;
import java.time.Instant;

/** The time that a scripted gateway lives in: the machine's, or one that a test moves. */
public sealed interface TestClock extends AutoCloseable permits MachineClock, ManualClock {

  /** Something that was to be done later. */
  @FunctionalInterface
  interface Pending {

    /** Does not do it, unless it is being done or was done. */
    void cancel();
  }

  /**
   * The machine's time. Actions run one after the other, on a thread of the clock.
   *
   * @return a clock of its own
   */
  static TestClock machine() {
    return new MachineClock();
  }

  /**
   * A time that stands still until it is moved. Actions run in the thread that moves it.
   *
   * @return a clock of its own
   */
  static ManualClock manual() {
    return new ManualClock();
  }

  /**
   * Tells the time.
   *
   * @return the time
   */
  Instant now();

  /**
   * Does something later.
   *
   * @param delay how much later
   * @param action what to do
   * @return a way not to do it
   */
  Pending after(Duration delay, Runnable action);

  /** Does nothing any more of what is pending. */
  @Override
  void close();
}
