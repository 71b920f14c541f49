// SPDX-License-Identifier: Apache-2.0
package io.sluice.ingress;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.awaitility.Awaitility.await;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import io.sluice.api.event.EventKind;
import io.sluice.api.event.IngressEvent;
import io.sluice.spi.ingress.EventConsumer;
import io.sluice.spi.ingress.Offer;
import io.sluice.spi.plugin.QueueSpec.Overflow;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import org.junit.After;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.Timeout;

/** A lane, or a queue of it, that is closed: at rest, or while another thread is in a call. */
public final class LaneCloseTest {

  private static final Duration LONG = Duration.ofMinutes(10);

  @Rule public final Timeout limit = Timeout.seconds(60);

  private final LaneBench bench = new LaneBench();
  private final Lane lane = bench.lane();
  private final Events events = Events.of("c1");
  private final CountDownLatch running = new CountDownLatch(1);
  private final CountDownLatch release = new CountDownLatch(1);
  private final CompletableFuture<Boolean> ended = new CompletableFuture<>();

  @After
  public void close() {
    release.countDown();
    bench.close();
  }

  private EventQueue queue(String name, EventConsumer consumer) {
    return LaneBench.queue(
        lane,
        LaneBench.spec(name, 256, 1_000, Overflow.PAUSE, EnumSet.allOf(EventKind.class)),
        consumer);
  }

  /** Stays in the call until it is released; an interrupt ends the call too. */
  private void block(IngressEvent event) throws InterruptedException {
    running.countDown();
    try {
      release.await();
      ended.complete(false);
    } catch (InterruptedException e) {
      ended.complete(true);
      throw e;
    }
  }

  private EventQueue blocked(String name) throws InterruptedException {
    EventQueue queue = queue(name, this::block);
    queue.offer(events.text(), 1);
    new Thread(bench.pool::runAll, "test-lane").start();
    running.await();
    return queue;
  }

  private static boolean isDone(CompletionStage<Void> stage) {
    return stage.toCompletableFuture().isDone();
  }

  private static void join(CompletionStage<Void> stage) {
    stage.toCompletableFuture().orTimeout(20, SECONDS).join();
  }

  @Test
  public void aLaneAtRestIsClosedAtOnce() {
    queue("gateway", bench.handled::add);

    assertTrue(isDone(lane.close(LONG)));
  }

  @Test
  public void whatWaitsIsNotHandledAfterTheClose() {
    EventQueue queue = queue("gateway", bench.handled::add);
    queue.offer(events.text(), 1);

    lane.close(LONG);
    bench.pool.runAll();

    assertEquals(List.of(), bench.handled);
  }

  @Test
  public void aClosedLaneTakesNothing() {
    EventQueue queue = queue("gateway", bench.handled::add);
    lane.close(LONG);

    assertEquals(Offer.CLOSED, queue.offer(events.text(), 1));
  }

  @Test
  public void aQueueThatIsOpenedOnAClosedLaneIsClosed() {
    lane.close(LONG);

    assertEquals(Offer.CLOSED, queue("gateway", bench.handled::add).offer(events.text(), 1));
  }

  @Test
  public void theCloseWaitsForTheCallThatRuns() throws Exception {
    blocked("gateway");
    CompletionStage<Void> closed = lane.close(LONG);
    assertFalse(isDone(closed));

    release.countDown();

    join(closed);
    assertFalse(ended.join());
  }

  @Test
  public void aCallThatGoesOnAfterTheGraceIsInterrupted() throws Exception {
    blocked("gateway");

    join(lane.close(Duration.ofMillis(1)));

    assertTrue(ended.join());
  }

  @Test
  public void anInterruptOfACallThatIsNoLongerWantedIsNoFailure() throws Exception {
    blocked("gateway");

    join(lane.close(Duration.ofMillis(1)));

    await().atMost(20, SECONDS).until(() -> lane.failures() == 1);
    assertEquals(List.of(), bench.diagnostics.entries());
    assertFalse(lane.failure().toCompletableFuture().isDone());
  }

  @Test
  public void theNextCallIsNotInterruptedWhenTheGraceOfAnotherQueueEnds() throws Exception {
    List<Boolean> interrupted = new ArrayList<>();
    EventQueue closing = blocked("closing");
    EventQueue other =
        queue("other", event -> interrupted.add(Thread.currentThread().isInterrupted()));
    CompletionStage<Void> closed = closing.close(LONG);
    other.offer(events.text(), 1);

    release.countDown();

    join(closed);
    await().atMost(20, SECONDS).until(() -> other.report().delivered() == 1);
    assertEquals(List.of(false), interrupted);
  }

  @Test
  public void everyCloserWaitsForTheCallThatRuns() throws Exception {
    blocked("gateway");
    CompletionStage<Void> first = lane.close(LONG);
    CompletionStage<Void> second = lane.close(LONG);
    assertFalse(isDone(second));

    release.countDown();

    join(first);
    join(second);
  }

  @Test
  public void theShorterGraceOfTwoClosersHolds() throws Exception {
    blocked("gateway");
    CompletionStage<Void> first = lane.close(LONG);

    lane.close(Duration.ofMillis(1));

    join(first);
    assertTrue(ended.join());
  }

  @Test
  public void aHandlerThatClosesItsLaneDoesNotWaitForItself() {
    List<Boolean> done = new ArrayList<>();
    EventQueue queue = queue("gateway", event -> done.add(isDone(lane.close(LONG))));
    queue.offer(events.text(), 1);

    bench.pool.runAll();

    assertEquals(List.of(true), done);
  }

  @Test
  public void aQueueIsClosedAtOnceWhileACallOfAnotherRuns() throws Exception {
    blocked("busy");
    EventQueue idle = queue("idle", bench.handled::add);

    assertTrue(isDone(idle.close(LONG)));
  }

  @Test
  public void theOtherQueuesGoOnWhenOneIsClosed() {
    EventQueue closing = queue("closing", event -> {});
    EventQueue other = queue("other", bench.handled::add);
    closing.close(LONG);
    other.offer(events.text(), 1);

    bench.pool.runAll();

    assertEquals(1, bench.handled.size());
  }

  @Test
  public void aClosedLaneIsNoLongerWatched() throws Exception {
    blocked("gateway");
    CompletionStage<Void> closed = lane.close(LONG);
    bench.watchdog.look();
    bench.lookAfter(LaneBench.WARN);
    assertEquals(1, bench.occupied.get());

    release.countDown();
    join(closed);

    bench.watchdog.look();
    assertEquals(0, bench.occupied.get());
  }
}
