// SPDX-License-Identifier: Apache-2.0
package io.sluice.websocket;

import static org.junit.Assert.assertEquals;

import java.time.Instant;
import org.junit.Test;

public class RetryAfterTest {

  private static final Instant NOW = Instant.parse("2026-11-20T10:00:00Z");

  private static long millis(String field) {
    return RetryAfter.millis(field, NOW);
  }

  @Test
  public void secondsAreRead() {
    assertEquals(7_000, millis("7"));
    assertEquals(7_000, millis(" 7 "));
    assertEquals(0, millis("0"));
    assertEquals(999_999_999_000L, millis("999999999"));
  }

  @Test
  public void aDateIsCountedFromNow() {
    assertEquals(90_000, millis("Fri, 20 Nov 2026 10:01:30 GMT"));
  }

  @Test
  public void aDateThatIsOverIsNow() {
    assertEquals(0, millis("Fri, 20 Nov 2026 09:00:00 GMT"));
  }

  @Test
  public void aMissingFieldAsksForNothing() {
    assertEquals(0, RetryAfter.millis(null, NOW));
  }

  @Test
  public void whatIsNotUnderstoodAsksForNothing() {
    for (String field :
        new String[] {"", "-1", "1.5", "soon", "9999999999", "1e3", "7 s", "٣", "Fri, 99 Nov"}) {
      assertEquals(field, 0, millis(field));
    }
  }
}
