// SPDX-License-Identifier: Apache-2.0
package io.sluice.testkit;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Queue;

/**
 * A time that stands still until it is moved. Safe for use by many threads; what is done as it
 * passes is done in the thread that moves it.
 */
public final class ManualClock implements TestClock {

  private record Appointment(Instant due, long number, Runnable action) {}

  private final Queue<Appointment> appointments =
      new PriorityQueue<>(
          Comparator.comparing(Appointment::due).thenComparingLong(Appointment::number));
  private Instant now = Instant.parse("2026-01-01T00:00:00Z");
  private long made;

  ManualClock() {}

  @Override
  public synchronized Instant now() {
    return now;
  }

  @Override
  public synchronized Pending after(Duration delay, Runnable action) {
    Appointment appointment = new Appointment(now.plus(delay), made++, action);
    appointments.add(appointment);
    return () -> cancel(appointment);
  }

  private synchronized void cancel(Appointment appointment) {
    appointments.remove(appointment);
  }

  /**
   * Lets time pass. What becomes due is done in its order, each at its own time, also what is
   * arranged on the way.
   *
   * @param duration how much time
   */
  public void advance(Duration duration) {
    Instant end = now().plus(duration);
    for (Optional<Runnable> due = due(end); due.isPresent(); due = due(end)) {
      due.get().run();
    }
  }

  /** Takes the next action up to a time, and moves on to its time, or to the end. */
  private synchronized Optional<Runnable> due(Instant end) {
    Appointment next = appointments.peek();
    if (next == null || next.due().isAfter(end)) {
      now = end;
      return Optional.empty();
    }
    appointments.remove();
    now = next.due();
    return Optional.of(next.action());
  }

  /**
   * Tells how much is to be done.
   *
   * @return how many actions are pending
   */
  public synchronized int pending() {
    return appointments.size();
  }

  @Override
  public synchronized void close() {
    appointments.clear();
  }
}
