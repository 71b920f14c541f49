// SPDX-License-Identifier: Apache-2.0
package io.sluice.websocket;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import io.sluice.api.event.EventOrigin;
import io.sluice.api.event.IngressEvent;
import io.sluice.api.event.WebSocketText;
import io.sluice.spi.ingress.IngressPort;
import io.sluice.spi.ingress.Offer;
import io.sluice.spi.plugin.QueueSpec;
import io.sluice.spi.plugin.QueueSpec.Overflow;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.Test;

public class TextFlowTest {

  private static final EventOrigin ORIGIN = new EventOrigin("feed", "websocket:x", "ws-1", 1);
  private static final long MAX_PAUSE_MILLIS = 60_000;

  private final TestClock clock = new TestClock();
  private final TestPort port = new TestPort();
  private final List<String> told = Collections.synchronizedList(new ArrayList<>());
  private TextFlow flow = flow(port, Overflow.PAUSE);

  private TextFlow flow(IngressPort to, Overflow overflow) {
    return new TextFlow(to, queue(overflow), clock::nanoTime, new Recorder());
  }

  private static QueueSpec queue(Overflow overflow) {
    return new QueueSpec(QueueSpec.MAX_CAPACITY, QueueSpec.MAX_BYTES, overflow, MAX_PAUSE_MILLIS);
  }

  private final class Recorder implements TextFlow.Listener {

    private void tell(String what) {
      assertFalse("told under the lock", Thread.holdsLock(flow));
      told.add(what);
    }

    @Override
    public void paused() {
      tell("paused");
    }

    @Override
    public void resumed(long pauseNanos) {
      tell("resumed after " + pauseNanos / 1_000_000);
    }

    @Override
    public void pausedTooLong() {
      tell("paused too long");
    }

    @Override
    public void refused() {
      tell("refused");
    }

    @Override
    public void broken(Throwable e) {
      tell("broken " + e.getMessage());
      flow.end();
    }
  }

  private static WebSocketText text(String text) {
    return new WebSocketText(ORIGIN, 0, 0, text);
  }

  private boolean take(String text) {
    return flow.take(text(text), text.length());
  }

  /** Takes a text that fits, and one that has to wait. */
  private void pause() {
    port.capacity(1);
    assertTrue(take("a"));
    assertFalse(take("b"));
  }

  @Test
  public void aTextThatFitsIsHandedOver() {
    assertTrue(take("a"));
    assertEquals(List.of("a"), port.texts());
    assertEquals(List.of(), told);
    assertFalse(flow.isPaused());
  }

  @Test
  public void aTextThatDoesNotFitPausesReading() {
    pause();
    assertTrue(flow.isPaused());
    assertEquals(List.of("paused"), told);
    assertEquals(List.of("a"), port.texts());
  }

  @Test
  public void roomEndsThePause() {
    pause();
    clock.passMillis(7);
    port.drain();
    assertFalse(flow.isPaused());
    assertEquals(List.of("paused", "resumed after 7"), told);
    assertEquals(List.of("a", "b"), port.texts());
  }

  @Test
  public void roomThatAnotherTookIsAwaitedAgain() {
    pause();
    port.capacity(0);
    port.drain();
    assertTrue(flow.isPaused());
    assertTrue(port.isAwaitingRoom());
    port.capacity(1);
    port.drain();
    assertEquals(List.of("paused", "resumed after 0"), told);
    assertEquals(List.of("a", "b"), port.texts());
  }

  @Test
  public void aPauseOfTheLongestLengthGoesOn() {
    pause();
    flow.look(clock.passMillis(MAX_PAUSE_MILLIS));
    assertTrue(flow.isPaused());
    assertEquals(0, port.displaced());
  }

  @Test
  public void aPauseThatIsTooLongDisplacesTheOldest() {
    pause();
    flow.look(clock.passMillis(MAX_PAUSE_MILLIS + 1));
    assertFalse(flow.isPaused());
    assertEquals(1, port.displaced());
    assertEquals(List.of("paused", "paused too long", "resumed after 60001"), told);
  }

  @Test
  public void afterAPauseThatWasTooLongTextsAreDisplacedUntilThereIsRoom() {
    pause();
    flow.look(clock.passMillis(MAX_PAUSE_MILLIS + 1));
    assertTrue(take("c"));
    assertEquals(2, port.displaced());
    port.drain();
    assertTrue(take("d"));
    assertEquals(2, port.displaced());
    assertFalse(take("e"));
    assertTrue(flow.isPaused());
  }

  @Test
  public void roomAfterAPauseThatWasTooLongResumesNothing() {
    pause();
    flow.look(clock.passMillis(MAX_PAUSE_MILLIS + 1));
    told.clear();
    port.drain();
    assertEquals(List.of(), told);
  }

  @Test
  public void lookingWithoutAPauseDoesNothing() {
    flow.look(clock.passMillis(MAX_PAUSE_MILLIS + 1));
    assertEquals(List.of(), told);
  }

  @Test
  public void aFullQueueMayRefuse() {
    flow = flow(port, Overflow.CLOSE);
    port.capacity(1);
    assertTrue(take("a"));
    assertTrue(take("b"));
    assertEquals(List.of("refused"), told);
    assertFalse(flow.isPaused());
    assertEquals(List.of("a"), port.texts());
    assertEquals(List.of("b"), port.lost());
  }

  @Test
  public void nothingIsHandedOverAfterTheEnd() {
    flow.end();
    assertTrue(take("a"));
    assertTrue(flow.isEnded());
    assertEquals(List.of(), port.texts());
    assertEquals(List.of("a"), port.lost());
    assertEquals(List.of(), told);
  }

  @Test
  public void theEndResumesReadingWithoutTheTextInHand() {
    pause();
    flow.end();
    flow.end();
    port.drain();
    flow.look(clock.passMillis(MAX_PAUSE_MILLIS + 1));
    assertEquals(List.of("paused", "resumed after 0"), told);
    assertEquals(List.of("a"), port.texts());
    assertEquals(List.of("b"), port.lost());
  }

  @Test
  public void aPortThatFailsAtTheEndDoesNotStopReading() {
    pause();
    port.failWith(new IllegalStateException("as the test says"));
    flow.end();
    assertEquals(List.of("paused", "broken as the test says", "resumed after 0"), told);
  }

  @Test
  public void aClosedPortStopsReadingUntilTheEnd() {
    port.close();
    assertFalse(take("a"));
    flow.look(clock.passMillis(MAX_PAUSE_MILLIS + 1));
    assertEquals(List.of(), told);
    flow.end();
    assertEquals(List.of("resumed after 60001"), told);
  }

  @Test
  public void aPortThatClosesDuringThePauseStopsReadingUntilTheEnd() {
    pause();
    port.close();
    assertTrue(flow.isPaused());
    assertEquals(List.of("paused"), told);
    flow.end();
    assertEquals(List.of("paused", "resumed after 0"), told);
  }

  @Test
  public void aPortThatFailsDuringThePauseEndsIt() {
    pause();
    port.failWith(new IllegalStateException("as the test says"));
    port.drain();
    assertEquals(
        List.of("paused", "broken as the test says", "broken as the test says", "resumed after 0"),
        told);
  }

  @Test
  public void aPortThatCannotSayWhenThereIsRoomEndsThePause() {
    flow =
        flow(
            new FullPort() {
              @Override
              public CompletionStage<Void> room(int bytes) {
                return CompletableFuture.failedStage(new IllegalStateException("no room"));
              }
            },
            Overflow.PAUSE);
    assertFalse(take("a"));
    assertEquals(List.of("paused", "broken no room", "resumed after 0"), told);
  }

  @Test
  public void aPortThatThrowsWhenAskedForRoomEndsThePause() {
    flow =
        flow(
            new FullPort() {
              @Override
              public CompletionStage<Void> room(int bytes) {
                throw new IllegalStateException("no room");
              }
            },
            Overflow.PAUSE);
    assertFalse(take("a"));
    assertEquals(List.of("paused", "broken no room", "resumed after 0"), told);
  }

  @Test
  public void aTextForWhichThereIsRoomAfterAMomentDoesNotPauseReading() {
    List<String> texts = new ArrayList<>();
    flow =
        flow(
            new FullPort() {
              private int looks;

              @Override
              public boolean hasRoom(int bytes) {
                return ++looks == 3;
              }

              @Override
              public Offer offer(IngressEvent event, int bytes) {
                if (looks < 3) {
                  return Offer.FULL;
                }
                texts.add(((WebSocketText) event).text());
                return Offer.ACCEPTED;
              }
            },
            Overflow.PAUSE);
    assertTrue(take("a"));
    assertEquals(List.of("a"), texts);
    assertEquals(List.of(), told);
    assertFalse(flow.isPaused());
    assertEquals(0, flow.pauseWithin(10_000_000, clock.nanoTime()));
  }

  @Test
  public void roomThatAnotherSourceTookPausesReading() {
    flow =
        flow(
            new FullPort() {
              @Override
              public boolean hasRoom(int bytes) {
                return true;
              }
            },
            Overflow.PAUSE);
    assertFalse(take("a"));
    assertEquals(List.of("paused"), told);
    assertTrue(flow.isPaused());
  }

  @Test
  public void anEndThatComesInThatMomentLetsReadingGoOnOnce() {
    flow =
        flow(
            new FullPort() {
              @Override
              public boolean hasRoom(int bytes) {
                flow.end();
                return true;
              }
            },
            Overflow.PAUSE);
    assertFalse(take("a"));
    assertEquals(List.of("resumed after 0", "paused"), told);
    assertFalse(flow.isPaused());
  }

  @Test
  public void aPortThatThrowsInThatMomentLetsReadingGoOnOnce() {
    flow =
        flow(
            new FullPort() {
              @Override
              public boolean hasRoom(int bytes) {
                throw new IllegalStateException("gone");
              }
            },
            Overflow.PAUSE);
    assertFalse(take("a"));
    assertEquals(List.of("broken gone", "resumed after 0", "paused"), told);
    assertFalse(flow.isPaused());
  }

  private abstract static class FullPort implements IngressPort {

    @Override
    public Offer offer(IngressEvent event, int bytes) {
      return Offer.FULL;
    }

    @Override
    public Offer displace(IngressEvent event, int bytes) {
      return Offer.ACCEPTED;
    }

    @Override
    public void lose(IngressEvent event, int bytes) {}

    @Override
    public CompletionStage<Void> room(int bytes) {
      return new CompletableFuture<>();
    }

    @Override
    public boolean hasRoom(int bytes) {
      return false;
    }
  }

  @Test
  public void thePauseIsRememberedForAWhile() {
    assertEquals(0, flow.pauseWithin(1_000, clock.nanoTime()));
    pause();
    clock.passMillis(30);
    assertEquals(30_000_000, flow.pauseWithin(10_000_000, clock.nanoTime()));
    port.drain();
    assertEquals(30_000_000, flow.pauseWithin(10_000_000, clock.passMillis(9)));
    assertEquals(0, flow.pauseWithin(10_000_000, clock.passMillis(1)));
  }

  /** Whoever ends a pause, the reader goes on exactly once. */
  @Test
  public void aPauseThatSeveralEndAtOnceIsEndedOnce() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(3);
    try {
      for (int i = 0; i < 2_000; i++) {
        TestPort shared = new TestPort();
        shared.capacity(0);
        AtomicInteger resumed = new AtomicInteger();
        TextFlow raced = raced(shared, resumed);
        raced.take(text("a"), 1);
        shared.capacity(1);
        long late = clock.nanoTime() + MAX_PAUSE_MILLIS * 1_000_000 + 1;
        atOnce(threads, shared::drain, () -> raced.look(late), raced::end);
        assertEquals(1, resumed.get());
        assertFalse(raced.isPaused());
        assertTrue(shared.texts().size() <= 1);
      }
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  public void nothingGetsThroughOnceTheEndHasReturned() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(2);
    try {
      for (int i = 0; i < 2_000; i++) {
        TestPort shared = new TestPort();
        TextFlow raced = raced(shared, new AtomicInteger());
        int[] atTheEnd = new int[1];
        atOnce(
            threads,
            () -> raced.take(text("a"), 1),
            () -> {
              raced.end();
              atTheEnd[0] = shared.events().size();
            });
        assertEquals(atTheEnd[0], shared.events().size());
      }
    } finally {
      threads.shutdownNow();
    }
  }

  private TextFlow raced(TestPort shared, AtomicInteger resumed) {
    return new TextFlow(
        shared,
        queue(Overflow.PAUSE),
        clock::nanoTime,
        new TextFlow.Listener() {
          @Override
          public void paused() {}

          @Override
          public void resumed(long pauseNanos) {
            resumed.incrementAndGet();
          }

          @Override
          public void pausedTooLong() {}

          @Override
          public void refused() {}

          @Override
          public void broken(Throwable e) {
            throw new AssertionError(e);
          }
        });
  }

  private static void atOnce(ExecutorService threads, Runnable... tasks) throws Exception {
    CyclicBarrier start = new CyclicBarrier(tasks.length);
    List<Future<@Nullable Void>> running = new ArrayList<>();
    for (Runnable task : tasks) {
      running.add(
          threads.submit(
              () -> {
                start.await();
                task.run();
                return null;
              }));
    }
    for (Future<@Nullable Void> each : running) {
      each.get(20, TimeUnit.SECONDS);
    }
  }
}
