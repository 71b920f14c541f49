// SPDX-License-Identifier: Apache-2.0
package io.sluice.websocket;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import io.sluice.spi.plugin.SourceSpec.Reconnect;
import io.sluice.websocket.State.Tries;
import java.util.Random;
import java.util.Set;
import java.util.function.LongUnaryOperator;
import org.junit.Test;

public class BackoffTest {

  private static final Failure SOON = Failure.soon("connection_lost", "");
  private static final Failure LATE = Failure.late("bad_upgrade", "");

  private static Backoff backoff(long initial, long max, LongUnaryOperator random) {
    return new Backoff(new Reconnect(Reconnect.Mode.BACKOFF, initial, max, Set.of()), random);
  }

  private static Tries tries(int count) {
    return new Tries(count, 0);
  }

  private static Failure askedFor(long millis) {
    return new Failure("http_503", "", Failure.Retry.SOON, millis);
  }

  @Test
  public void theBoundDoublesUpToTheCap() {
    Backoff backoff = backoff(1_000, 120_000, most -> most);
    long[] bounds = {1_000, 2_000, 4_000, 8_000, 16_000, 32_000, 64_000, 120_000, 120_000};
    for (int i = 0; i < bounds.length; i++) {
      assertEquals(bounds[i], backoff.millis(SOON, tries(i + 1)));
    }
  }

  @Test
  public void theBoundStaysAtTheCapForEver() {
    Backoff backoff = backoff(3_600_000, 3_600_000, most -> most);
    for (int count : new int[] {1, 30, 31, 32, 63, 64, 65, 1_000, Integer.MAX_VALUE}) {
      assertEquals(3_600_000, backoff.millis(SOON, tries(count)));
    }
  }

  @Test
  public void waitsAreSpreadEvenlyOverTheWholeRange() {
    long seed = 20_261_120;
    Random random = new Random(seed);
    Backoff backoff = backoff(1_000, 120_000, most -> random.nextLong(most + 1));
    int samples = 10_000;
    int[] tenths = new int[10];
    for (int i = 0; i < samples; i++) {
      long wait = backoff.millis(SOON, tries(4));
      assertTrue("seed " + seed + ": " + wait, wait >= 0 && wait <= 8_000);
      tenths[(int) Math.min(9, wait * 10 / 8_000)]++;
    }
    for (int count : tenths) {
      // Five standard deviations of a count that is 1,000 on average.
      assertTrue("seed " + seed + ": " + count, Math.abs(count - samples / 10) < 150);
    }
  }

  @Test
  public void noWaitIsLongerThanTheCap() {
    Random random = new Random(7);
    Backoff backoff = backoff(1_000, 120_000, most -> random.nextLong(most + 1));
    for (int i = 0; i < 10_000; i++) {
      assertTrue(backoff.millis(SOON, tries(1 + i % 40)) <= 120_000);
    }
  }

  @Test
  public void theWaitThatAServerAsksForIsTheLeast() {
    assertEquals(7_000, backoff(1_000, 120_000, most -> 0).millis(askedFor(7_000), tries(1)));
    assertEquals(8_000, backoff(1_000, 120_000, most -> most).millis(askedFor(7_000), tries(1)));
  }

  @Test
  public void aServerCannotAskForMoreThanAnHour() {
    Backoff backoff = backoff(1_000, 120_000, most -> 0);
    assertEquals(3_600_000, backoff.millis(askedFor(Long.MAX_VALUE), tries(1)));
  }

  @Test
  public void aFailureThatHardlyPassesWaitsFiveMinutesAtLeast() {
    assertEquals(300_000, backoff(1_000, 120_000, most -> 0).millis(LATE, tries(1)));
    assertEquals(301_000, backoff(1_000, 120_000, most -> most).millis(LATE, tries(1)));
  }

  @Test
  public void theLongerOfBothWaitsIsTheLeast() {
    Failure late = new Failure("x", "", Failure.Retry.LATE, 600_000);
    assertEquals(600_000, backoff(1_000, 120_000, most -> 0).millis(late, tries(1)));
    Failure lateButShort = new Failure("x", "", Failure.Retry.LATE, 1_000);
    assertEquals(300_000, backoff(1_000, 120_000, most -> 0).millis(lateButShort, tries(1)));
  }
}
