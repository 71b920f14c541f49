// SPDX-License-Identifier: Apache-2.0
package io.sluice.ingress;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import io.sluice.spi.ingress.Offer;
import io.sluice.spi.plugin.QueueSpec.Overflow;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.After;
import org.junit.Test;

/** What a source that was refused waits for. */
public final class RoomTest {

  private final LaneBench bench = new LaneBench();
  private final Events events = Events.of("c1");
  private final EventQueue queue = bench.queue(4, 100, Overflow.PAUSE);

  @After
  public void close() {
    bench.close();
  }

  private void fill() {
    for (int i = 0; i < 4; i++) {
      assertEquals(Offer.ACCEPTED, queue.offer(events.text(), 10));
    }
  }

  private static boolean isDone(CompletionStage<Void> room) {
    return room.toCompletableFuture().isDone();
  }

  @Test
  public void thereIsRoomAtOnceInAnEmptyQueue() {
    assertTrue(isDone(queue.room(10)));
  }

  @Test
  public void thereIsNoRoomWhileTheQueueIsFull() {
    fill();

    assertFalse(isDone(queue.room(10)));
  }

  @Test
  public void aSourceIsToldWhenTheQueueHasDrained() {
    fill();
    CompletionStage<Void> room = queue.room(10);

    bench.pool.runAll();

    assertTrue(isDone(room));
  }

  @Test
  public void aSourceIsNotToldBeforeTheQueueIsHalfEmpty() {
    fill();
    CompletionStage<Void> room = queue.room(10);

    queue.refill();
    queue.next();
    queue.refill();
    assertFalse(isDone(room));

    queue.next();
    queue.refill();
    assertTrue(isDone(room));
  }

  @Test
  public void aSourceIsNotToldBeforeItsTextFits() {
    queue.offer(events.text(), 30);
    queue.offer(events.text(), 20);
    CompletionStage<Void> large = queue.room(95);
    CompletionStage<Void> small = queue.room(30);

    assertTrue(isDone(small));
    assertFalse(isDone(large));

    bench.pool.runAll();
    assertTrue(isDone(large));
  }

  @Test
  public void allSourcesAreToldWhenTheQueueIsClosed() {
    fill();
    CompletionStage<Void> one = queue.room(10);
    CompletionStage<Void> two = queue.room(10);

    queue.close(Duration.ZERO);

    assertTrue(isDone(one));
    assertTrue(isDone(two));
  }

  @Test
  public void aSourceOfAClosedQueueDoesNotWait() {
    fill();
    queue.close(Duration.ZERO);

    assertTrue(isDone(queue.room(10)));
  }

  @Test
  public void aSourceCanOfferFromItsSignal() {
    fill();
    CompletableFuture<Offer> again = new CompletableFuture<>();
    queue.room(10).thenRun(() -> again.complete(queue.offer(events.text(), 10)));

    bench.pool.runAll();

    assertEquals(Offer.ACCEPTED, again.join());
    assertEquals(5, bench.handled.size());
  }

  @Test
  public void aSourceCannotCompleteTheSignalOfAnother() {
    fill();
    CompletionStage<Void> room = queue.room(10);

    room.toCompletableFuture().complete(null);

    assertFalse(isDone(room));
  }

  @Test
  public void aSourceThatWasToldIsForgotten() {
    RoomWaiters waiters = new RoomWaiters(bytes -> true);
    waiters.add(10);
    assertEquals(1, waiters.takeServed().size());

    assertEquals(0, waiters.takeAll().size());
  }
}
