// SPDX-License-Identifier: Apache-2.0
package io.sluice.ingress;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.Test;

/** One second until the warning, thirty until the interrupt, looks at given times. */
public final class CallWatchTest {

  private final CallGuard guard = new CallGuard();
  private final List<Long> slow = new ArrayList<>();
  private final List<Long> stuck = new ArrayList<>();
  private final CallWatch watch =
      new CallWatch(
          guard,
          new IngressLimits(1, 1, 1, Duration.ofSeconds(1), Duration.ofSeconds(30)),
          slow::add,
          stuck::add);

  private boolean lookAt(int millis) {
    return watch.look(Duration.ofMillis(millis).toNanos());
  }

  @Test
  public void aShortCallIsNotRecorded() {
    guard.begin();
    lookAt(0);

    assertFalse(lookAt(999));
    assertEquals(List.of(), slow);
  }

  @Test
  public void aCallThatReachesTheWarningLimitIsRecordedAndOccupiesItsThread() {
    guard.begin();
    lookAt(0);

    assertTrue(lookAt(1_000));
    assertEquals(List.of(1L), slow);
  }

  @Test
  public void aSlowCallIsRecordedOnce() {
    guard.begin();
    lookAt(0);
    lookAt(1_000);

    assertTrue(lookAt(2_000));
    assertEquals(List.of(1L), slow);
  }

  @Test
  public void eachSlowCallIsRecorded() {
    guard.begin();
    lookAt(0);
    lookAt(1_000);
    guard.end();
    guard.begin();
    lookAt(1_100);
    lookAt(2_100);

    assertEquals(List.of(1L, 2L), slow);
  }

  @Test
  public void manyShortCallsAreNotTakenForALongOne() {
    for (int i = 0; i < 10; i++) {
      guard.begin();
      assertFalse(lookAt(i * 900));
      guard.end();
    }

    assertEquals(List.of(), slow);
  }

  @Test
  public void aRestBetweenTwoCallsIsNoCall() {
    guard.begin();
    lookAt(0);
    lookAt(1_000);
    guard.end();

    assertFalse(lookAt(2_000));
  }

  @Test
  public void aCallThatReachesTheHardLimitIsStuck() {
    guard.begin();
    lookAt(0);
    lookAt(29_999);
    assertEquals(List.of(), stuck);

    assertTrue(lookAt(30_000));
    assertEquals(List.of(1L), stuck);
  }

  @Test
  public void anInterruptedCallOccupiesItsThreadUntilItEnds() {
    guard.begin();
    lookAt(0);
    guard.interrupt(guard.running());

    assertTrue(lookAt(1));

    guard.end();
    assertFalse(lookAt(2));
  }

  @Test
  public void anInterruptedCallIsNotReportedAgain() {
    guard.begin();
    lookAt(0);
    guard.interrupt(guard.running());

    lookAt(60_000);

    assertEquals(List.of(), slow);
    assertEquals(List.of(), stuck);
  }
}
