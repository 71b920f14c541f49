// SPDX-License-Identifier: Apache-2.0
package io.sluice.observe;

import static org.junit.Assert.assertEquals;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.Test;

public final class EventRateTest {

  private final AtomicLong nanos = new AtomicLong();
  private final EventRate rate = new EventRate(10, nanos::get);

  private long admitted(int asked) {
    return IntStream.range(0, asked).filter(i -> rate.admits()).count();
  }

  private void pass(long millis) {
    nanos.addAndGet(Duration.ofMillis(millis).toNanos());
  }

  @Test
  public void aSecondsWorthMayComeAtOnceAndNoMore() {
    assertEquals(10, admitted(25));
    assertEquals(0, admitted(1));
  }

  @Test
  public void afterHalfASecondHalfOfItMayCome() {
    admitted(10);
    pass(500);
    assertEquals(5, admitted(25));
  }

  @Test
  public void whatWasNotUsedForLongDoesNotPileUp() {
    pass(3_600_000);
    assertEquals(10, admitted(25));
  }
}
