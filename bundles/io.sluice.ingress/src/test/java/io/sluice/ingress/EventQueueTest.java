// SPDX-License-Identifier: Apache-2.0
package io.sluice.ingress;

import static org.junit.Assert.assertEquals;

import io.sluice.api.event.EventKind;
import io.sluice.api.event.IngressEvent;
import io.sluice.api.event.WebSocketGap;
import io.sluice.api.event.WebSocketText;
import io.sluice.spi.ingress.Offer;
import io.sluice.spi.ingress.QueueReport;
import io.sluice.spi.plugin.QueueSpec.Overflow;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import org.junit.After;
import org.junit.Test;

/** One queue whose lane runs when the test says so. */
public final class EventQueueTest {

  private final LaneBench bench = new LaneBench();
  private final Events events = Events.of("c1");

  @After
  public void close() {
    bench.close();
  }

  private List<WebSocketText> offerTexts(EventQueue queue, int number) {
    List<WebSocketText> texts = new ArrayList<>();
    for (int i = 0; i < number; i++) {
      WebSocketText text = events.text();
      assertEquals(Offer.ACCEPTED, queue.offer(text, 10));
      texts.add(text);
    }
    return texts;
  }

  private static void assertAccounts(
      EventQueue queue, long accepted, long delivered, long dropped) {
    QueueReport report = queue.report();
    assertEquals(
        "accepted, delivered, dropped, depth",
        List.of(accepted, delivered, dropped, accepted - delivered - dropped),
        List.of(report.accepted(), report.delivered(), report.dropped(), (long) report.depth()));
  }

  @Test
  public void eventsAreDeliveredInTheirOrder() {
    EventQueue queue = bench.queue(16, 1_000, Overflow.PAUSE);
    IngressEvent opened = events.opened();
    queue.offer(opened, 0);
    List<IngressEvent> sent = new ArrayList<>(List.of(opened));
    sent.addAll(offerTexts(queue, 5));
    IngressEvent closed = events.closed();
    queue.offer(closed, 0);
    sent.add(closed);

    bench.pool.runAll();

    assertEquals(sent, bench.handled);
    assertAccounts(queue, 7, 7, 0);
  }

  @Test
  public void aFullQueueThatPausesRefusesTexts() {
    EventQueue queue = bench.queue(2, 1_000, Overflow.PAUSE);
    offerTexts(queue, 2);

    assertEquals(Offer.FULL, queue.offer(events.text(), 10));
    assertAccounts(queue, 2, 0, 0);
  }

  @Test
  public void aFullQueueThatClosesRefusesTexts() {
    EventQueue queue = bench.queue(2, 1_000, Overflow.CLOSE);
    offerTexts(queue, 2);

    assertEquals(Offer.FULL, queue.offer(events.text(), 10));
    assertAccounts(queue, 2, 0, 0);
  }

  @Test
  public void aQueueIsFullByBytes() {
    EventQueue queue = bench.queue(16, 25, Overflow.PAUSE);
    offerTexts(queue, 2);

    assertEquals(Offer.FULL, queue.offer(events.text(), 6));
    assertEquals(Offer.ACCEPTED, queue.offer(events.text(), 5));
    assertEquals(25, queue.report().bytes());
  }

  @Test
  public void aTextLargerThanTheQueueGetsIntoAnEmptyOne() {
    EventQueue queue = bench.queue(16, 25, Overflow.PAUSE);

    assertEquals(Offer.ACCEPTED, queue.offer(events.text(), 1_000));
    assertEquals(Offer.FULL, queue.offer(events.text(), 1));
  }

  @Test
  public void aTextLargerThanTheQueueDisplacesAllOthers() {
    EventQueue queue = bench.queue(16, 25, Overflow.DROP_OLDEST);
    offerTexts(queue, 2);
    WebSocketText large = events.text();

    assertEquals(Offer.ACCEPTED, queue.offer(large, 1_000));
    bench.pool.runAll();

    assertEquals(List.of(new WebSocketGap(events.origin(), 5_000, 1, 2, 20), large), bench.handled);
    assertAccounts(queue, 3, 1, 2);
  }

  @Test
  public void otherEventsGetIntoAFullQueue() {
    EventQueue queue = bench.queue(1, 10, Overflow.PAUSE);
    offerTexts(queue, 1);

    assertEquals(Offer.ACCEPTED, queue.offer(events.closed(), 0));
    assertAccounts(queue, 2, 0, 0);
  }

  @Test
  public void theOldestTextsAreDroppedForNewOnes() {
    EventQueue queue = bench.queue(2, 1_000, Overflow.DROP_OLDEST);
    List<WebSocketText> texts = offerTexts(queue, 5);

    bench.pool.runAll();

    assertEquals(
        List.of(new WebSocketGap(events.origin(), 5_000, 1, 3, 30), texts.get(3), texts.get(4)),
        bench.handled);
    assertAccounts(queue, 5, 2, 3);
    assertEquals(30, queue.report().droppedBytes());
  }

  @Test
  public void asManyOfTheOldestAreDroppedAsTheBytesNeed() {
    EventQueue queue = bench.queue(16, 30, Overflow.DROP_OLDEST);
    offerTexts(queue, 3);

    queue.offer(events.text(), 20);

    assertAccounts(queue, 4, 0, 2);
    assertEquals(30, queue.report().bytes());
  }

  @Test
  public void theNewestTextsAreDropped() {
    EventQueue queue = bench.queue(2, 1_000, Overflow.DROP_NEWEST);
    List<WebSocketText> texts = offerTexts(queue, 5);

    bench.pool.runAll();

    assertEquals(
        List.of(texts.get(0), texts.get(1), new WebSocketGap(events.origin(), 5_000, 3, 3, 30)),
        bench.handled);
    assertAccounts(queue, 5, 2, 3);
    assertEquals(30, queue.report().droppedBytes());
  }

  @Test
  public void aCloseIsNeverDroppedByAnyPolicy() {
    for (Overflow overflow : Overflow.values()) {
      EventQueue queue = bench.queue(1, 10, overflow);
      bench.handled.clear();
      offerTexts(queue, 1);
      List<IngressEvent> closes = new ArrayList<>();
      for (int i = 0; i < 200; i++) {
        IngressEvent closed = events.closed();
        queue.offer(closed, 0);
        closes.add(closed);
      }

      bench.pool.runAll();

      assertEquals(overflow.name(), closes, bench.handled.subList(1, 201));
    }
  }

  @Test
  public void attemptsToConnectAreBoundedByAnyPolicy() {
    for (Overflow overflow : Overflow.values()) {
      EventQueue queue = bench.queue(16, 1_000, overflow);
      for (int i = 0; i < 100; i++) {
        assertEquals(Offer.ACCEPTED, queue.offer(events.failed(), 0));
      }

      assertAccounts(queue, 100, 0, 36);
      assertEquals(0, queue.report().droppedBytes());
    }
  }

  @Test
  public void aDisplacedTextMakesAGapInItsPlace() {
    EventQueue queue = bench.queue(2, 1_000, Overflow.PAUSE);
    List<WebSocketText> texts = offerTexts(queue, 2);
    WebSocketText last = events.text();
    assertEquals(Offer.FULL, queue.offer(last, 10));

    assertEquals(Offer.ACCEPTED, queue.displace(last, 10));
    bench.pool.runAll();

    assertEquals(
        List.of(new WebSocketGap(events.origin(), 5_000, 1, 1, 10), texts.get(1), last),
        bench.handled);
    assertAccounts(queue, 3, 2, 1);
  }

  @Test
  public void aTextThatIsLostMakesAGapAtTheEnd() {
    EventQueue queue = bench.queue(2, 1_000, Overflow.PAUSE);
    List<WebSocketText> texts = offerTexts(queue, 2);
    WebSocketText last = events.text();
    assertEquals(Offer.FULL, queue.offer(last, 10));

    queue.lose(last, 10);
    bench.pool.runAll();

    assertEquals(
        List.of(texts.get(0), texts.get(1), new WebSocketGap(events.origin(), 5_000, 3, 1, 10)),
        bench.handled);
    assertAccounts(queue, 3, 2, 1);
    assertEquals(List.of(), bench.diagnostics.codes());
  }

  @Test
  public void aTextThatIsLostToAClosedQueueIsNoNews() {
    EventQueue queue = bench.queue(2, 1_000, Overflow.PAUSE);
    queue.shut();

    queue.lose(events.text(), 10);

    assertAccounts(queue, 0, 0, 0);
  }

  @Test
  public void whatTheHandlerHasInHandCountsAgainstTheBoundsOfAQueueThatPauses() {
    List<Offer> offers = new ArrayList<>();
    EventQueue[] queue = new EventQueue[1];
    queue[0] =
        LaneBench.queue(
            bench.lane(),
            LaneBench.spec(1, 1_000, Overflow.PAUSE),
            event -> {
              if (offers.isEmpty()) {
                offers.add(queue[0].offer(events.text(), 10));
              }
            });
    queue[0].offer(events.text(), 10);

    bench.pool.runAll();

    assertEquals(List.of(Offer.FULL), offers);
    assertEquals(0, queue[0].report().bytes());
  }

  @Test
  public void whatTheHandlerHasInHandIsNotCountedByAQueueThatDrops() {
    EventQueue[] queue = new EventQueue[1];
    queue[0] =
        LaneBench.queue(
            bench.lane(),
            LaneBench.spec(1, 1_000, Overflow.DROP_NEWEST),
            event -> {
              bench.handled.add(event);
              if (bench.handled.size() == 1) {
                queue[0].offer(events.text(), 10);
              }
            });
    queue[0].offer(events.text(), 10);

    bench.pool.runAll();

    assertAccounts(queue[0], 2, 2, 0);
  }

  @Test
  public void aTextThatFitsNowhereIsDroppedRatherThanWhatTheHandlerHasInHand() {
    EventQueue[] queue = new EventQueue[1];
    queue[0] =
        LaneBench.queue(
            bench.lane(),
            LaneBench.spec(1, 1_000, Overflow.PAUSE),
            event -> {
              bench.handled.add(event);
              if (bench.handled.size() == 1) {
                queue[0].displace(events.text(), 10);
              }
            });
    queue[0].offer(events.text(), 10);

    bench.pool.runAll();

    assertEquals(new WebSocketGap(events.origin(), 5_000, 2, 1, 10), bench.handled.get(1));
    assertAccounts(queue[0], 2, 1, 1);
  }

  @Test
  public void oneDiagnosticIsRecordedForEachTimeOfDropping() {
    EventQueue queue = bench.queue(1, 1_000, Overflow.DROP_OLDEST);
    offerTexts(queue, 5);
    bench.pool.runAll();
    offerTexts(queue, 5);

    assertEquals(List.of("queue_overflow", "queue_overflow"), bench.diagnostics.codes());
    assertEquals(
        "ingress gateway: events are dropped, since the queue is full",
        bench.diagnostics.entries().get(0).message());
    assertEquals("c1", bench.diagnostics.entries().get(0).connection());
  }

  @Test
  public void droppingThatGoesOnIsNotRecordedAgain() {
    EventQueue queue = bench.queue(2, 1_000, Overflow.DROP_OLDEST);
    offerTexts(queue, 5);
    queue.refill();
    queue.next();

    offerTexts(queue, 5);

    assertEquals(List.of("queue_overflow"), bench.diagnostics.codes());
  }

  @Test
  public void aKindThatThePluginDidNotAskForIsCountedOnly() {
    EventQueue queue =
        LaneBench.queue(
            bench.lane(),
            LaneBench.spec(
                "gateway", 2, 1_000, Overflow.PAUSE, EnumSet.of(EventKind.WEBSOCKET_TEXT)),
            bench.handled::add);

    assertEquals(Offer.ACCEPTED, queue.offer(events.opened(), 0));

    assertEquals(0, bench.pool.waiting());
    assertEquals(1, queue.report().filtered());
    assertAccounts(queue, 0, 0, 0);
  }

  @Test
  public void aGapThatThePluginDidNotAskForIsNotDelivered() {
    EventQueue queue =
        LaneBench.queue(
            bench.lane(),
            LaneBench.spec(
                "gateway", 1, 1_000, Overflow.DROP_OLDEST, EnumSet.of(EventKind.WEBSOCKET_TEXT)),
            bench.handled::add);
    List<WebSocketText> texts = offerTexts(queue, 2);

    bench.pool.runAll();

    assertEquals(texts.subList(1, 2), bench.handled);
    assertAccounts(queue, 2, 1, 1);
  }

  @Test
  public void anEventThatTheHandlerThrewAtCountsAsDelivered() {
    EventQueue queue =
        LaneBench.queue(
            bench.lane(),
            LaneBench.spec(2, 1_000, Overflow.PAUSE),
            event -> {
              throw new IllegalStateException("no");
            });
    offerTexts(queue, 1);

    bench.pool.runAll();

    assertAccounts(queue, 1, 1, 0);
  }

  @Test
  public void aClosedQueueTakesNothing() {
    EventQueue queue = bench.queue(2, 1_000, Overflow.DROP_OLDEST);
    queue.close(Duration.ZERO);

    assertEquals(Offer.CLOSED, queue.offer(events.text(), 10));
    assertEquals(Offer.CLOSED, queue.offer(events.closed(), 0));
    assertEquals(Offer.CLOSED, queue.displace(events.text(), 10));
  }

  @Test
  public void aClosedQueueDiscardsWhatWaited() {
    EventQueue queue = bench.queue(4, 1_000, Overflow.PAUSE);
    offerTexts(queue, 3);

    queue.close(Duration.ZERO);
    bench.pool.runAll();

    assertEquals(List.of(), bench.handled);
    assertEquals(0, queue.report().depth());
    assertEquals(0, queue.report().bytes());
  }

  @Test
  public void aHandlerThatClosesItsQueueGetsNothingMore() {
    EventQueue[] queue = new EventQueue[1];
    queue[0] =
        LaneBench.queue(
            bench.lane(),
            LaneBench.spec(64, 1_000, Overflow.PAUSE),
            event -> {
              bench.handled.add(event);
              queue[0].close(Duration.ZERO);
            });
    offerTexts(queue[0], 20);

    bench.pool.runAll();

    assertEquals(1, bench.handled.size());
  }
}
