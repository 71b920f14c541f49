// SPDX-License-Identifier: Apache-2.0
package io.sluice.ingress;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import io.sluice.spi.plugin.QueueSpec;
import io.sluice.spi.plugin.QueueSpec.Overflow;
import java.time.Duration;
import org.junit.Test;

public final class BoundsTest {

  private final Bounds bounds = new Bounds(4, 100, Overflow.PAUSE);

  @Test
  public void theLastPlaceCanBeTaken() {
    assertTrue(bounds.fit(3, 90, 10));
  }

  @Test
  public void oneTextTooManyDoesNotFit() {
    assertFalse(bounds.fit(4, 0, 1));
  }

  @Test
  public void oneByteTooManyDoesNotFit() {
    assertFalse(bounds.fit(1, 90, 11));
  }

  @Test
  public void aTextLargerThanTheQueueFitsWhereNoOtherIs() {
    assertTrue(bounds.fit(0, 0, 1_000));
    assertTrue(bounds.fitWell(0, 0, 1_000));
  }

  @Test
  public void aPauseLastsUntilTheQueueIsHalfEmptyByNumber() {
    assertFalse(bounds.fitWell(3, 0, 1));
    assertTrue(bounds.fitWell(2, 0, 1));
  }

  @Test
  public void aPauseLastsUntilTheQueueIsHalfEmptyByBytes() {
    assertFalse(bounds.fitWell(1, 51, 1));
    assertTrue(bounds.fitWell(1, 50, 1));
  }

  @Test
  public void aPauseLastsUntilTheRefusedTextFits() {
    assertFalse(bounds.fitWell(1, 50, 51));
  }

  @Test
  public void aManifestCannotAskForMoreThanTheLimits() {
    assertEquals(
        new Bounds(10, 1_000, Overflow.CLOSE),
        limits().bounds(new QueueSpec(11, 1_001, Overflow.CLOSE, 1)));
  }

  @Test
  public void aManifestCanAskForLessThanTheLimits() {
    assertEquals(
        new Bounds(9, 999, Overflow.CLOSE),
        limits().bounds(new QueueSpec(9, 999, Overflow.CLOSE, 1)));
  }

  private static IngressLimits limits() {
    return new IngressLimits(1, 10, 1_000, Duration.ofSeconds(1), Duration.ofSeconds(2));
  }
}
