// SPDX-License-Identifier: Apache-2.0
package io.sluice.websocket;

import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import org.junit.Test;

public class FrameWatchTest {

  private final FrameWatch watch = new FrameWatch(1_000);

  @Test
  public void nothingIsOverdueWhereNothingComes() {
    for (long now = 0; now < 100_000; now += 100) {
      assertFalse(watch.isOverdue(now, 0, 0));
    }
  }

  @Test
  public void bytesThatCompleteNoFrameAreOverdueAfterAWhile() {
    for (long now = 0; now <= 1_000; now += 100) {
      assertFalse(watch.isOverdue(now, 0, 1 + now));
    }
    assertTrue(watch.isOverdue(1_001, 0, 5_000));
  }

  @Test
  public void aFrameThatStopsInTheMiddleIsOverdueAfterAWhile() {
    assertFalse(watch.isOverdue(0, 0, 7));
    assertFalse(watch.isOverdue(1_000, 0, 7));
    assertTrue(watch.isOverdue(1_001, 0, 7));
  }

  @Test
  public void aCompleteFrameIsNotOverdue() {
    assertFalse(watch.isOverdue(0, 0, 7));
    assertFalse(watch.isOverdue(900, 1, 9));
    assertFalse(watch.isOverdue(50_000, 1, 9));
  }

  @Test
  public void theNextFrameHasATimeOfItsOwn() {
    assertFalse(watch.isOverdue(0, 0, 7));
    assertFalse(watch.isOverdue(900, 1, 9));
    assertFalse(watch.isOverdue(1_500, 1, 10));
    assertFalse(watch.isOverdue(2_500, 1, 11));
    assertTrue(watch.isOverdue(2_501, 1, 12));
  }

  @Test
  public void aBusyConnectionIsNeverOverdue() {
    for (int i = 1; i < 1_000; i++) {
      assertFalse(watch.isOverdue(i * 500L, i, i * 100L));
    }
  }
}
