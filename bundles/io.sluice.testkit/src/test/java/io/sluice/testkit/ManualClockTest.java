// SPDX-License-Identifier: Apache-2.0
package io.sluice.testkit;

import static org.junit.Assert.assertEquals;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.Test;

public class ManualClockTest {

  private final ManualClock clock = TestClock.manual();
  private final Instant start = clock.now();
  private final List<String> done = new ArrayList<>();

  private void at(int seconds, String what) {
    clock.after(
        Duration.ofSeconds(seconds),
        () -> done.add(what + " at " + Duration.between(start, clock.now()).toSeconds()));
  }

  @Test
  public void timeStandsStill() {
    at(0, "at once");
    assertEquals(start, clock.now());
    assertEquals(List.of(), done);
  }

  @Test
  public void whatIsDueIsDoneInItsOrderEachAtItsOwnTime() {
    at(3, "third");
    at(1, "first");
    at(1, "second");
    at(5, "later");
    clock.advance(Duration.ofSeconds(4));
    assertEquals(List.of("first at 1", "second at 1", "third at 3"), done);
    assertEquals(start.plusSeconds(4), clock.now());
    assertEquals(1, clock.pending());
  }

  @Test
  public void whatIsArrangedOnTheWayIsDoneOnTheWay() {
    clock.after(Duration.ofSeconds(1), () -> at(2, "nested"));
    clock.advance(Duration.ofSeconds(3));
    assertEquals(List.of("nested at 3"), done);
  }

  @Test
  public void whatIsCancelledIsNotDone() {
    TestClock.Pending pending = clock.after(Duration.ofSeconds(1), () -> done.add("cancelled"));
    pending.cancel();
    clock.advance(Duration.ofSeconds(1));
    assertEquals(List.of(), done);
  }

  @Test
  public void aClosedClockForgetsWhatIsPending() {
    at(1, "forgotten");
    clock.close();
    clock.advance(Duration.ofSeconds(1));
    assertEquals(List.of(), done);
  }
}
