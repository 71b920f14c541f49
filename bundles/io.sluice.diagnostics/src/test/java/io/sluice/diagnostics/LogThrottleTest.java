// SPDX-License-Identifier: Apache-2.0
package io.sluice.diagnostics;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.util.concurrent.atomic.AtomicLong;
import org.junit.Test;

public final class LogThrottleTest {

  private final AtomicLong millis = new AtomicLong(5_000);
  private final LogThrottle throttle = new LogThrottle(millis::get);

  private int admitted(int lines) {
    int admitted = 0;
    for (int i = 0; i < lines; i++) {
      if (throttle.admits()) {
        admitted++;
      }
    }
    return admitted;
  }

  @Test
  public void aFloodOfErrorsIsNoFloodOfLines() {
    assertEquals(5, admitted(10_000));
  }

  @Test
  public void whatWasHeldBackIsCounted() {
    admitted(10_000);

    assertEquals(9_995, throttle.takeSuppressed());
  }

  @Test
  public void whatWasHeldBackIsToldOnce() {
    admitted(10);
    throttle.takeSuppressed();

    assertEquals(0, throttle.takeSuppressed());
  }

  @Test
  public void theNextSecondHasLinesOfItsOwn() {
    admitted(10);
    millis.set(5_999);
    assertEquals(0, admitted(1));

    millis.set(6_000);
    assertEquals(5, admitted(10));
  }

  @Test
  public void aClockThatIsSetBackDoesNotSilenceTheLog() {
    admitted(10);
    millis.set(1_000);

    assertTrue(throttle.admits());
  }
}
