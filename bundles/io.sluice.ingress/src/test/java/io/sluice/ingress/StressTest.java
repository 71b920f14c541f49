// SPDX-License-Identifier: Apache-2.0
package io.sluice.ingress;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import io.sluice.api.event.IngressEvent;
import io.sluice.api.event.WebSocketClosed;
import io.sluice.api.event.WebSocketGap;
import io.sluice.spi.ingress.Offer;
import io.sluice.spi.ingress.QueueReport;
import io.sluice.spi.plugin.QueueSpec.Overflow;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadPoolExecutor.DiscardPolicy;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.Timeout;

/** Many sources and a lane on real threads. */
public final class StressTest {

  private static final int SOURCES = 8;
  private static final int TEXTS = 3_000;

  @Rule public final Timeout limit = Timeout.seconds(120);

  private final LaneBench bench = new LaneBench();
  private final DispatchPool pool = new DispatchPool("test-pool-", 4, new DiscardPolicy());

  @Before
  public void start() {
    pool.start();
  }

  @After
  public void close() {
    pool.close(System.nanoTime());
    bench.close();
  }

  /** A handler that keeps account of each connection. It needs no lock, as no handler does. */
  private static final class Accounts {
    final Map<String, Long> lastSerial = new HashMap<>();
    final Map<String, Long> events = new HashMap<>();
    final AtomicBoolean calling = new AtomicBoolean();
    final AtomicInteger wrong = new AtomicInteger();
    final CountDownLatch closes = new CountDownLatch(SOURCES);

    void handle(IngressEvent event) {
      if (!calling.compareAndSet(false, true)) {
        wrong.incrementAndGet();
      }
      Long last = lastSerial.put(event.connection(), event.serial());
      if (last != null && last >= event.serial()) {
        wrong.incrementAndGet();
      }
      long number = event instanceof WebSocketGap gap ? gap.droppedEvents() : 1;
      events.merge(event.connection(), number, Long::sum);
      calling.set(false);
      if (event instanceof WebSocketClosed) {
        closes.countDown();
      }
    }
  }

  private static void send(EventQueue queue, Events events) {
    for (int i = 0; i < TEXTS; i++) {
      IngressEvent text = events.text();
      while (queue.offer(text, 10) == Offer.FULL) {
        queue.room(10).toCompletableFuture().join();
      }
    }
    queue.offer(events.closed(), 0);
  }

  private static void join(List<Thread> threads) throws InterruptedException {
    for (Thread thread : threads) {
      thread.join();
    }
  }

  private void nothingIsLostOrReordered(Overflow overflow) throws InterruptedException {
    Accounts accounts = new Accounts();
    EventQueue queue =
        LaneBench.queue(
            bench.lane(pool::execute), LaneBench.spec(32, 1_000, overflow), accounts::handle);
    List<Thread> sources = new ArrayList<>();
    for (int i = 0; i < SOURCES; i++) {
      Events events = Events.of("c" + i);
      Thread source = new Thread(() -> send(queue, events));
      source.start();
      sources.add(source);
    }
    join(sources);
    accounts.closes.await();

    assertEquals("calls that overlapped or came in a wrong order", 0, accounts.wrong.get());
    for (int i = 0; i < SOURCES; i++) {
      assertEquals(TEXTS + 1L, accounts.events.getOrDefault("c" + i, 0L).longValue());
    }
    QueueReport report = queue.report();
    assertEquals(SOURCES * (TEXTS + 1L), report.accepted());
    assertEquals(10 * report.dropped(), report.droppedBytes());
  }

  @Test
  public void nothingIsLostWhereTheSourcesPause() throws InterruptedException {
    nothingIsLostOrReordered(Overflow.PAUSE);
  }

  @Test
  public void whatIsLostIsAccountedForWhereTheOldestIsDropped() throws InterruptedException {
    nothingIsLostOrReordered(Overflow.DROP_OLDEST);
  }

  @Test
  public void whatIsLostIsAccountedForWhereTheNewestIsDropped() throws InterruptedException {
    nothingIsLostOrReordered(Overflow.DROP_NEWEST);
  }

  @Test
  public void noWakeUpIsLostWhenAnEventMeetsALaneThatGoesToRest() {
    AtomicLong handled = new AtomicLong();
    EventQueue queue =
        LaneBench.queue(
            bench.lane(pool::execute),
            LaneBench.spec(32, 1_000, Overflow.PAUSE),
            event -> handled.incrementAndGet());
    Events events = Events.of("c1");
    for (int i = 1; i <= TEXTS; i++) {
      queue.offer(events.text(), 1);
      while (handled.get() < i) {
        Thread.onSpinWait();
      }
    }

    assertEquals(TEXTS, handled.get());
  }

  @Test
  public void nothingIsLostWhileTheThreadsAreRenewed() throws InterruptedException {
    AtomicBoolean over = new AtomicBoolean();
    Thread renewing =
        new Thread(
            () -> {
              while (!over.get()) {
                pool.renew();
              }
            });
    renewing.start();

    nothingIsLostOrReordered(Overflow.PAUSE);

    over.set(true);
    renewing.join();
  }

  @Test
  public void noCallRunsAfterTheClose() {
    for (int i = 0; i < 300; i++) {
      AtomicBoolean calling = new AtomicBoolean();
      CompletableFuture<Boolean> first = new CompletableFuture<>();
      Lane lane = bench.lane(pool::execute);
      EventQueue queue =
          LaneBench.queue(
              lane,
              LaneBench.spec(64, 1_000, Overflow.PAUSE),
              event -> {
                calling.set(true);
                first.complete(true);
                for (int spin = 0; spin < 1_000; spin++) {
                  Thread.onSpinWait();
                }
                calling.set(false);
              });
      Events events = Events.of("c1");
      for (int text = 0; text < 64; text++) {
        queue.offer(events.text(), 1);
      }
      assertTrue(first.join());

      lane.close(Duration.ofSeconds(30)).toCompletableFuture().join();

      assertFalse(calling.get());
      assertEquals(Offer.CLOSED, queue.offer(events.text(), 1));
    }
  }
}
