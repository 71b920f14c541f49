// SPDX-License-Identifier: Apache-2.0
package io.sluice.ingress;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertNull;
import static org.junit.Assert.assertTrue;

import org.junit.Test;

public final class BatchTest {

  private final Batch batch = new Batch(2, 100);
  private final Events events = Events.of("c1");

  @Test
  public void anEmptyBatchTakesATextOfAnySize() {
    assertTrue(batch.hasRoom());

    batch.add(events.text(), 1_000_000);

    assertFalse(batch.hasRoom());
  }

  @Test
  public void aBatchOfATinyQueueStillTakesOneText() {
    assertTrue(new Batch(1, 0).hasRoom());
  }

  @Test
  public void aBatchIsFullByNumber() {
    batch.add(events.opened(), 0);
    assertTrue(batch.hasRoom());

    batch.add(events.opened(), 0);

    assertFalse(batch.hasRoom());
  }

  @Test
  public void aBatchIsFullByBytes() {
    batch.add(events.text(), 100);

    assertFalse(batch.hasRoom());
  }

  @Test
  public void onlyTextsCountAsTexts() {
    batch.add(events.opened(), 50);
    batch.add(events.text(), 10);

    assertEquals(2, batch.added());
    assertEquals(1, batch.texts());
    assertEquals(10, batch.bytes());
  }

  @Test
  public void whatWasTakenStillCountsUntilTheBatchIsCleared() {
    batch.add(events.text(), 10);
    batch.take();

    assertTrue(batch.isEmpty());
    assertEquals(1, batch.texts());
    assertEquals(10, batch.bytes());
  }

  @Test
  public void nothingIsLeftOfAClearedBatch() {
    batch.add(events.text(), 10);
    batch.add(events.text(), 10);
    batch.take();

    batch.clear();

    assertNull(batch.take());
    assertEquals(0, batch.added());
    assertEquals(0, batch.texts());
    assertEquals(0, batch.bytes());
    assertTrue(batch.hasRoom());
  }
}
