// SPDX-License-Identifier: Apache-2.0
package io.sluice.websocket;

import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import org.junit.Test;

public class FrameWatchTest {

  private final FrameWatch watch = new FrameWatch();

  private boolean isOverdue(long now, long frames, long bytes) {
    return watch.isOverdue(now, frames, bytes, 1_000);
  }

  @Test
  public void nothingIsOverdueWhereNothingComes() {
    for (long now = 0; now < 100_000; now += 100) {
      assertFalse(isOverdue(now, 0, 0));
    }
  }

  @Test
  public void bytesThatCompleteNoFrameAreOverdueAfterAWhile() {
    for (long now = 0; now <= 1_000; now += 100) {
      assertFalse(isOverdue(now, 0, 1 + now));
    }
    assertTrue(isOverdue(1_001, 0, 5_000));
  }

  @Test
  public void aFrameThatStopsInTheMiddleIsOverdueAfterAWhile() {
    assertFalse(isOverdue(0, 0, 7));
    assertFalse(isOverdue(1_000, 0, 7));
    assertTrue(isOverdue(1_001, 0, 7));
  }

  @Test
  public void aCompleteFrameIsNotOverdue() {
    assertFalse(isOverdue(0, 0, 7));
    assertFalse(isOverdue(900, 1, 9));
    assertFalse(isOverdue(50_000, 1, 9));
  }

  @Test
  public void theNextFrameHasATimeOfItsOwn() {
    assertFalse(isOverdue(0, 0, 7));
    assertFalse(isOverdue(900, 1, 9));
    assertFalse(isOverdue(1_500, 1, 10));
    assertFalse(isOverdue(2_500, 1, 11));
    assertTrue(isOverdue(2_501, 1, 12));
  }

  @Test
  public void aBusyConnectionIsNeverOverdue() {
    for (int i = 1; i < 1_000; i++) {
      assertFalse(isOverdue(i * 500L, i, i * 100L));
    }
  }
}
