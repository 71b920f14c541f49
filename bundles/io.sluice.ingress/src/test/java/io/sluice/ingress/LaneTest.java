// SPDX-License-Identifier: Apache-2.0
package io.sluice.ingress;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertSame;
import static org.junit.Assert.assertTrue;

import io.sluice.api.event.EventKind;
import io.sluice.spi.ingress.EventConsumer;
import io.sluice.spi.plugin.QueueSpec.Overflow;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.After;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.Timeout;

/** When the lane runs, and whose turn it is. */
public final class LaneTest {

  @Rule public final Timeout limit = Timeout.seconds(60);

  private final LaneBench bench = new LaneBench();
  private final Lane lane = bench.lane();
  private final Events events = Events.of("c1");

  @After
  public void close() {
    Thread.interrupted();
    bench.close();
  }

  private EventQueue queue(String name, int texts, EventConsumer consumer) {
    return LaneBench.queue(
        lane,
        LaneBench.spec(name, texts, 1_000, Overflow.PAUSE, EnumSet.allOf(EventKind.class)),
        consumer);
  }

  private void offer(EventQueue queue, int number) {
    for (int i = 0; i < number; i++) {
      queue.offer(events.text(), 1);
    }
  }

  @Test
  public void aBurstWakesTheLaneOnce() {
    offer(queue("gateway", 256, bench.handled::add), 100);

    assertEquals(1, bench.pool.waiting());
  }

  @Test
  public void aLaneThatRestsIsWokenAgain() {
    EventQueue queue = queue("gateway", 256, bench.handled::add);
    offer(queue, 1);
    bench.pool.runAll();

    offer(queue, 1);

    assertEquals(1, bench.pool.waiting());
  }

  @Test
  public void anEventThatComesDuringACallIsHandledWithoutAnotherWakeUp() {
    EventQueue[] queue = new EventQueue[1];
    queue[0] =
        queue(
            "gateway",
            256,
            event -> {
              bench.handled.add(event);
              if (bench.handled.size() < 5) {
                offer(queue[0], 1);
              }
            });
    offer(queue[0], 1);

    bench.pool.runOne();

    assertEquals(5, bench.handled.size());
    assertEquals(0, bench.pool.waiting());
  }

  @Test
  public void anEventThatComesSoonAfterTheLastIsHandledWithoutAnotherWakeUp() {
    EventQueue queue = queue("gateway", 1, bench.handled::add);
    offer(queue, 1);
    // There is room when the lane finds nothing more.
    queue.room(1).thenRun(() -> offer(queue, 1));

    bench.pool.runOne();

    assertEquals(2, bench.handled.size());
    assertEquals(0, bench.pool.waiting());
  }

  @Test
  public void anEventThatComesAsTheLaneGoesToRestWakesItAgain() {
    bench.othersWait = true;
    EventQueue queue = queue("gateway", 1, bench.handled::add);
    offer(queue, 1);
    // There is room when the lane finds nothing more, which is the last that it does.
    queue.room(1).thenRun(() -> offer(queue, 1));

    bench.pool.runOne();
    assertEquals(1, bench.handled.size());

    bench.pool.runAll();
    assertEquals(2, bench.handled.size());
  }

  @Test
  public void aBusyIngressLetsAnotherHaveItsTurn() {
    List<String> order = new ArrayList<>();
    EventQueue busy = queue("busy", 256, event -> order.add("busy"));
    EventQueue quiet = queue("quiet", 256, event -> order.add("quiet"));
    offer(busy, 200);
    offer(quiet, 1);

    bench.pool.runAll();

    assertEquals(201, order.size());
    assertTrue("" + order.indexOf("quiet"), order.indexOf("quiet") <= 32);
  }

  @Test
  public void aBusyLaneLetsOthersHaveTheirTurn() {
    bench.othersWait = true;
    offer(queue("gateway", 256, bench.handled::add), 200);

    bench.pool.runOne();

    assertEquals(64, bench.handled.size());
    assertEquals(1, bench.pool.waiting());
  }

  @Test
  public void aLaneOfSlowEventsLetsOthersHaveTheirTurn() {
    bench.othersWait = true;
    EventQueue queue =
        queue(
            "gateway",
            256,
            event -> {
              bench.handled.add(event);
              bench.nanos.addAndGet(TimeUnit.MILLISECONDS.toNanos(1));
            });
    offer(queue, 200);

    bench.pool.runOne();

    assertEquals(2, bench.handled.size());
    assertEquals(1, bench.pool.waiting());
  }

  @Test
  public void aLaneGoesOnAfterTheTurnOfOthersWhereItStopped() {
    bench.othersWait = true;
    List<Long> serials = new ArrayList<>();
    offer(queue("gateway", 256, event -> serials.add(event.serial())), 200);

    bench.pool.runAll();

    assertEquals(200, serials.size());
    assertEquals(serials.stream().sorted().toList(), serials);
  }

  @Test
  public void aLaneThatNobodyWaitsForGoesOn() {
    offer(queue("gateway", 256, bench.handled::add), 200);

    bench.pool.runOne();

    assertEquals(200, bench.handled.size());
    assertEquals(0, bench.pool.waiting());
  }

  @Test
  public void noContextClassLoaderIsLeftOnTheThread() {
    ClassLoader before = Thread.currentThread().getContextClassLoader();
    EventQueue queue =
        queue(
            "gateway",
            1,
            event -> Thread.currentThread().setContextClassLoader(new ClassLoader() {}));
    offer(queue, 1);

    bench.pool.runAll();

    assertSame(before, Thread.currentThread().getContextClassLoader());
  }

  @Test
  public void noInterruptFlagIsLeftForTheNextCall() {
    List<Boolean> interrupted = new ArrayList<>();
    EventQueue queue =
        queue(
            "gateway",
            256,
            event -> {
              interrupted.add(Thread.currentThread().isInterrupted());
              Thread.currentThread().interrupt();
            });
    offer(queue, 2);

    bench.pool.runAll();

    assertEquals(List.of(false, false), interrupted);
    assertFalse(Thread.currentThread().isInterrupted());
  }
}
