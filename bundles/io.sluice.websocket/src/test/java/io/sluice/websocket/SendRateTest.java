// SPDX-License-Identifier: Apache-2.0
package io.sluice.websocket;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Random;
import org.junit.Test;

public class SendRateTest {

  private static final long SECOND = 1_000_000_000L;

  @Test
  public void oneMoreThanTheLimitWithinAMinuteIsRefused() {
    SendRate rate = SendRate.of(120);
    for (int i = 0; i < 120; i++) {
      assertTrue(rate.admits(i));
    }
    assertFalse(rate.admits(120));
    assertFalse(rate.admits(60 * SECOND - 1));
    assertTrue(rate.admits(60 * SECOND));
  }

  @Test
  public void whatIsRefusedDoesNotCount() {
    SendRate rate = SendRate.of(1);
    assertTrue(rate.admits(0));
    for (int i = 1; i < 60; i++) {
      assertFalse(rate.admits(i * SECOND));
    }
    assertTrue(rate.admits(60 * SECOND));
  }

  @Test
  public void noMinuteWhereverItBeginsHoldsMoreThanTheLimit() {
    long seed = 99;
    Random random = new Random(seed);
    SendRate rate = SendRate.of(10);
    Deque<Long> admitted = new ArrayDeque<>();
    long now = -500 * SECOND;
    int most = 0;
    for (int i = 0; i < 50_000; i++) {
      now += random.nextLong(4 * SECOND);
      long begin = now - 60 * SECOND;
      admitted.removeIf(time -> time <= begin);
      boolean mayBe = admitted.size() < 10;
      assertEquals("seed " + seed + ", step " + i, mayBe, rate.admits(now));
      if (mayBe) {
        admitted.add(now);
      }
      most = Math.max(most, admitted.size());
    }
    assertEquals(10, most);
  }

  @Test
  public void noLimitIsNoLimit() {
    SendRate rate = SendRate.of(0);
    for (int i = 0; i < 10_000; i++) {
      assertTrue(rate.admits(0));
    }
  }
}
