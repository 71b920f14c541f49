// SPDX-License-Identifier: Apache-2.0
package io.sluice.ingress;

import static org.junit.Assert.assertEquals;

import io.sluice.api.event.IngressEvent;
import io.sluice.api.event.WebSocketGap;
import io.sluice.api.event.WebSocketText;
import java.util.ArrayList;
import java.util.List;
import org.junit.Test;

public final class EventRingTest {

  private final EventRing ring = new EventRing();
  private final Events one = Events.of("c1");
  private final Events two = Events.of("c2");

  private List<IngressEvent> takeAll() {
    return take(Integer.MAX_VALUE >> 8, true);
  }

  private List<IngressEvent> take(int most, boolean gaps) {
    Batch batch = new Batch(most, Long.MAX_VALUE);
    ring.moveTo(batch, gaps);
    List<IngressEvent> taken = new ArrayList<>();
    for (IngressEvent event = batch.take(); event != null; event = batch.take()) {
      taken.add(event);
    }
    return taken;
  }

  private List<WebSocketText> addTexts(Events events, int number) {
    List<WebSocketText> added = new ArrayList<>();
    for (int i = 0; i < number; i++) {
      WebSocketText text = events.text();
      ring.add(text, 10);
      added.add(text);
    }
    return added;
  }

  @Test
  public void eventsComeOutInTheOrderInWhichTheyWentIn() {
    List<WebSocketText> added = addTexts(one, 5);

    assertEquals(added, takeAll());
  }

  @Test
  public void theOrderSurvivesGrowthWhenTheOldestIsNotInTheFirstSlot() {
    addTexts(one, 10);
    take(10, true);
    List<WebSocketText> added = addTexts(one, 100);

    assertEquals(added, takeAll());
  }

  @Test
  public void sizesMoveWithTheirEventsOnGrowth() {
    addTexts(one, 10);
    take(10, true);
    for (int size = 1; size <= 40; size++) {
      ring.add(one.text(), size);
    }

    for (int size = 1; size <= 40; size++) {
      assertEquals(size, ring.dropOldest(7));
    }
    assertEquals(0, ring.bytes());
  }

  @Test
  public void otherEventsCountNeitherAsTextsNorWithBytes() {
    ring.add(one.opened(), 99);
    ring.add(one.text(), 10);

    assertEquals(1, ring.texts());
    assertEquals(1, ring.others());
    assertEquals(10, ring.bytes());
    assertEquals(2, ring.length());
  }

  @Test
  public void whatIsTakenOutIsNoLongerCounted() {
    ring.add(one.opened(), 0);
    addTexts(one, 2);

    takeAll();

    assertEquals(List.of(0L, 0L, 0L, 0L), counts());
  }

  private List<Long> counts() {
    return List.of((long) ring.length(), (long) ring.texts(), (long) ring.others(), ring.bytes());
  }

  @Test
  public void whatIsClearedIsNoLongerCounted() {
    ring.add(one.opened(), 0);
    addTexts(one, 2);

    ring.clear();

    assertEquals(List.of(0L, 0L, 0L, 0L), counts());
    assertEquals(List.of(), takeAll());
  }

  @Test
  public void theGapStandsWhereTheOldestTextStood() {
    IngressEvent opened = one.opened();
    ring.add(opened, 0);
    WebSocketText dropped = addTexts(one, 1).get(0);
    List<WebSocketText> kept = addTexts(one, 1);

    ring.dropOldest(7);

    assertEquals(
        List.of(opened, new WebSocketGap(one.origin(), 7, dropped.serial(), 1, 10), kept.get(0)),
        takeAll());
  }

  @Test
  public void neighbouringDropsShareAGap() {
    addTexts(one, 3);

    ring.dropOldest(7);
    ring.dropOldest(8);
    ring.dropOldest(9);

    assertEquals(List.of(new WebSocketGap(one.origin(), 7, 1, 3, 30)), takeAll());
  }

  @Test
  public void dropsOfTwoConnectionsHaveAGapEach() {
    for (int i = 0; i < 3; i++) {
      addTexts(one, 1);
      addTexts(two, 1);
    }
    for (int i = 0; i < 6; i++) {
      ring.dropOldest(7);
    }

    assertEquals(
        List.of(
            new WebSocketGap(one.origin(), 7, 1, 3, 30),
            new WebSocketGap(two.origin(), 7, 1, 3, 30)),
        takeAll());
  }

  @Test
  public void anEventBetweenTwoDropsPartsTheirGaps() {
    addTexts(one, 1);
    IngressEvent between = two.opened();
    ring.add(between, 0);
    addTexts(one, 1);

    ring.dropOldest(7);
    ring.dropOldest(8);

    assertEquals(
        List.of(
            new WebSocketGap(one.origin(), 7, 1, 1, 10),
            between,
            new WebSocketGap(one.origin(), 8, 2, 1, 10)),
        takeAll());
  }

  @Test
  public void closingUpBehindOtherEventsKeepsTheirOrder() {
    IngressEvent opened = two.opened();
    ring.add(opened, 0);
    addTexts(one, 2);
    List<WebSocketText> kept = addTexts(two, 1);

    ring.dropOldest(7);
    ring.dropOldest(7);

    assertEquals(
        List.of(opened, new WebSocketGap(one.origin(), 7, 1, 2, 20), kept.get(0)), takeAll());
  }

  @Test
  public void onlyTextsAreDropped() {
    ring.add(one.opened(), 0);
    ring.add(one.closed(), 0);

    assertEquals(-1, ring.dropOldest(7));
    assertEquals(2, ring.length());
  }

  @Test
  public void newestDropsAtTheEndShareAGap() {
    List<WebSocketText> kept = addTexts(one, 1);

    ring.dropNewest(one.text(), 10, 7);
    ring.dropNewest(one.text(), 10, 8);

    assertEquals(List.of(kept.get(0), new WebSocketGap(one.origin(), 7, 2, 2, 20)), takeAll());
  }

  @Test
  public void whatComesAfterADropStandsBehindTheGap() {
    ring.dropNewest(one.text(), 10, 7);
    IngressEvent closed = one.closed();
    ring.add(closed, 0);
    ring.dropNewest(one.text(), 10, 8);

    assertEquals(
        List.of(
            new WebSocketGap(one.origin(), 7, 1, 1, 10),
            closed,
            new WebSocketGap(one.origin(), 8, 3, 1, 10)),
        takeAll());
  }

  @Test
  public void marksCountNeitherAsTextsNorAsOtherEvents() {
    ring.dropNewest(one.text(), 10, 7);

    assertEquals(List.of(1L, 0L, 0L, 0L), counts());
  }

  @Test
  public void aPluginThatDidNotAskForGapsIsNotToldOfThem() {
    addTexts(one, 1);
    ring.dropOldest(7);
    List<WebSocketText> kept = addTexts(one, 1);

    assertEquals(kept, take(10, false));
    assertEquals(0, ring.length());
  }

  @Test
  public void aFullBatchLeavesTheRest() {
    List<WebSocketText> added = addTexts(one, 3);

    assertEquals(added.subList(0, 2), take(2, true));
    assertEquals(added.subList(2, 3), takeAll());
  }
}
