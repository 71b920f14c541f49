// SPDX-License-Identifier: Apache-2.0
package io.sluice.websocket;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import org.junit.Test;

public class ControlBudgetTest {

  private static final long SECOND = 1_000_000_000L;

  private final ControlBudget budget = new ControlBudget(20);

  private int admitted(int frames, long now) {
    int admitted = 0;
    for (int i = 0; i < frames; i++) {
      admitted += budget.admits(now) ? 1 : 0;
    }
    return admitted;
  }

  @Test
  public void oneMoreThanTheBudgetIsRefused() {
    assertEquals(20, admitted(20, 5));
    assertFalse(budget.admits(5));
    assertFalse(budget.admits(5 + SECOND - 1));
  }

  @Test
  public void eachSecondHasItsOwnBudget() {
    for (int second = 0; second < 5; second++) {
      assertEquals(20, admitted(21, second * SECOND));
    }
  }

  @Test
  public void aSecondBeginsWithItsFirstFrame() {
    assertTrue(budget.admits(-3 * SECOND));
    assertEquals(20, admitted(30, 7 * SECOND + SECOND / 2));
    assertEquals(20, admitted(30, 8 * SECOND + SECOND / 2));
  }

  @Test
  public void whatAPeerSentWhileNothingWasReadIsNotHeldAgainstIt() {
    assertTrue(budget.admits(0));
    budget.excuse(60 * SECOND);
    assertEquals(20 + 60 * 20, admitted(2_000, 61 * SECOND));
  }

  @Test
  public void manyShortPausesExcuseNoMoreThanTheirTime() {
    assertTrue(budget.admits(0));
    for (int i = 0; i < 1_000; i++) {
      budget.excuse(SECOND / 1_000);
    }
    assertEquals(20 + 20, admitted(100, 2 * SECOND));
  }

  @Test
  public void whatWasRefusedCostsNoLaterExcuse() {
    assertEquals(20, admitted(1_000, 0));
    budget.excuse(SECOND);
    assertEquals(20, admitted(100, 1));
  }

  @Test
  public void anExcuseIsBounded() {
    for (int i = 0; i < 100; i++) {
      budget.excuse(3_600 * SECOND);
    }
    assertEquals(20 + 600 * 20, admitted(100_000, 0));
  }
}
