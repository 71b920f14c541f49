// SPDX-License-Identifier: Apache-2.0
package io.sluice.authority;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.awaitility.Awaitility.await;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import io.sluice.spi.authority.AuthorityListener;
import io.sluice.spi.authority.AuthoritySnapshot;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.After;
import org.junit.Test;

public final class AnnouncerTest {

  private static final long LIMIT_SECONDS = 20;
  private static final Duration FOR_EVER = Duration.ofDays(1);

  private final AtomicLong epoch = new AtomicLong();
  private final Announcer announcer =
      new Announcer(() -> new Snapshot(epoch.get(), NumberedMap.empty(), NumberedMap.empty()));
  private final List<Long> told = new CopyOnWriteArrayList<>();
  private final ExecutorService executor = Executors.newCachedThreadPool();

  @After
  public void endThreads() throws InterruptedException {
    executor.shutdownNow();
    assertTrue(executor.awaitTermination(LIMIT_SECONDS, SECONDS));
  }

  private void record(AuthoritySnapshot snapshot) {
    told.add(snapshot.epoch());
  }

  private void change() {
    epoch.incrementAndGet();
    announcer.announce();
  }

  private static void waitFor(CountDownLatch latch) {
    try {
      assertTrue(latch.await(LIMIT_SECONDS, SECONDS));
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  public void aNewListenerIsToldOfTheCurrentSnapshot() {
    epoch.set(5);
    announcer.add(this::record);

    assertEquals(List.of(5L), told);
  }

  @Test
  public void aListenerIsToldOfEachChange() {
    announcer.add(this::record);
    change();
    change();

    assertEquals(List.of(0L, 1L, 2L), told);
  }

  @Test
  public void aListenerThatWasRemovedIsToldNothing() {
    AuthorityListener listener = this::record;
    announcer.add(listener);
    announcer.remove(listener);
    change();

    assertEquals(List.of(0L), told);
  }

  @Test
  public void aListenerThatThrowsDoesNotStopTheOthers() {
    announcer.add(
        snapshot -> {
          throw new IllegalStateException("thrown by the test");
        });
    announcer.add(this::record);
    change();

    assertEquals(List.of(0L, 1L), told);
  }

  @Test
  public void aListenerWithALinkageErrorDoesNotStopTheOthers() {
    announcer.add(
        snapshot -> {
          throw new NoClassDefFoundError("thrown by the test");
        });
    announcer.add(this::record);
    change();

    assertEquals(List.of(0L, 1L), told);
  }

  @Test
  public void aListenerThatMakesAChangeIsToldOfItAfterwards() {
    AtomicBoolean calling = new AtomicBoolean();
    AtomicBoolean nested = new AtomicBoolean();
    announcer.add(
        snapshot -> {
          nested.compareAndSet(false, calling.getAndSet(true));
          record(snapshot);
          if (snapshot.epoch() < 3) {
            change();
          }
          calling.set(false);
        });

    assertEquals(List.of(0L, 1L, 2L, 3L), told);
    assertFalse(nested.get());
  }

  @Test
  public void whoMakesAChangeDuringAnAnnouncementDoesNotWaitForIt() throws Exception {
    CountDownLatch entered = new CountDownLatch(1);
    CountDownLatch mayReturn = new CountDownLatch(1);
    announcer.add(
        snapshot -> {
          if (snapshot.epoch() == 1) {
            entered.countDown();
            waitFor(mayReturn);
          }
          record(snapshot);
        });
    Future<?> slow = executor.submit(this::change);
    waitFor(entered);

    change();
    change();

    assertEquals(List.of(0L), told);
    mayReturn.countDown();
    slow.get(LIMIT_SECONDS, SECONDS);
    assertEquals(List.of(0L, 1L, 3L), told);
  }

  @Test
  public void aListenerThatIsAddedDuringAnAnnouncementIsToldOfTheNewest() throws Exception {
    CountDownLatch entered = new CountDownLatch(1);
    CountDownLatch mayReturn = new CountDownLatch(1);
    announcer.add(
        snapshot -> {
          if (snapshot.epoch() == 1) {
            entered.countDown();
            waitFor(mayReturn);
          }
        });
    Future<?> slow = executor.submit(this::change);
    waitFor(entered);
    announcer.add(this::record);
    mayReturn.countDown();
    slow.get(LIMIT_SECONDS, SECONDS);

    assertEquals(List.of(1L), told);
  }

  @Test
  public void noListenerIsToldOfAnOlderSnapshotAfterANewer() throws Exception {
    int threads = 8;
    long changes = 2_000;
    List<Long> heard = new ArrayList<>();
    AtomicBoolean calling = new AtomicBoolean();
    AtomicBoolean together = new AtomicBoolean();
    announcer.add(
        snapshot -> {
          together.compareAndSet(false, calling.getAndSet(true));
          heard.add(snapshot.epoch());
          calling.set(false);
        });
    CountDownLatch start = new CountDownLatch(1);
    List<Future<?>> all = new ArrayList<>();
    for (int i = 0; i < threads; i++) {
      all.add(
          executor.submit(
              () -> {
                waitFor(start);
                for (int j = 0; j < changes; j++) {
                  change();
                }
              }));
    }
    start.countDown();
    for (Future<?> each : all) {
      each.get(LIMIT_SECONDS, SECONDS);
    }

    assertTrue(announcer.await(Duration.ofSeconds(LIMIT_SECONDS), () -> true));
    assertFalse(together.get());
    assertEquals(heard.stream().sorted().toList(), heard);
    assertEquals(threads * changes, heard.get(heard.size() - 1).longValue());
  }

  @Test
  public void whatHoldsAlreadyIsNotWaitedFor() throws Exception {
    assertTrue(announcer.await(Duration.ZERO, () -> true));
  }

  @Test
  public void whatDoesNotHoldIsGivenUpAtTheLimit() throws Exception {
    assertFalse(announcer.await(Duration.ofMillis(1), () -> false));
  }

  @Test
  public void whatWasNotAnnouncedYetIsNotApplied() throws Exception {
    epoch.incrementAndGet();

    assertFalse(announcer.await(Duration.ZERO, () -> true));
    announcer.announce();
    assertTrue(announcer.await(Duration.ZERO, () -> true));
  }

  @Test
  public void aChangeIsNotAppliedWhileAListenerIsBeingTold() {
    List<Boolean> applied = new ArrayList<>();
    announcer.add(
        snapshot -> {
          try {
            applied.add(announcer.await(Duration.ZERO, () -> true));
          } catch (InterruptedException e) {
            throw new AssertionError(e);
          }
        });
    applied.clear();
    change();

    assertEquals(List.of(false), applied);
  }

  @Test
  public void whoWaitsIsWokenWhenAllWereTold() throws Exception {
    AtomicReference<Thread> waiter = new AtomicReference<>();
    AtomicBoolean holds = new AtomicBoolean();
    Future<Boolean> applied =
        executor.submit(
            () -> {
              waiter.set(Thread.currentThread());
              return announcer.await(FOR_EVER, holds::get);
            });
    awaitWaiting(waiter);
    holds.set(true);
    change();

    assertTrue(applied.get(LIMIT_SECONDS, SECONDS));
  }

  @Test
  public void whoWaitsGoesOnWaitingAfterAnotherChange() throws Exception {
    AtomicReference<Thread> waiter = new AtomicReference<>();
    Callable<Boolean> waiting =
        () -> {
          waiter.set(Thread.currentThread());
          return announcer.await(FOR_EVER, () -> epoch.get() == 2);
        };
    Future<Boolean> applied = executor.submit(waiting);
    awaitWaiting(waiter);
    change();
    awaitWaiting(waiter);
    assertFalse(applied.isDone());
    change();

    assertTrue(applied.get(LIMIT_SECONDS, SECONDS));
  }

  @Test
  public void aWaitCanBeInterrupted() throws Exception {
    AtomicReference<Thread> waiter = new AtomicReference<>();
    Future<Boolean> applied =
        executor.submit(
            () -> {
              waiter.set(Thread.currentThread());
              return announcer.await(FOR_EVER, () -> false);
            });
    awaitWaiting(waiter).interrupt();

    ExecutionException thrown =
        assertThrows(ExecutionException.class, () -> applied.get(LIMIT_SECONDS, SECONDS));
    assertTrue(thrown.getCause() instanceof InterruptedException);
  }

  private static Thread awaitWaiting(AtomicReference<Thread> waiter) {
    return await()
        .atMost(Duration.ofSeconds(LIMIT_SECONDS))
        .until(
            waiter::get,
            thread -> thread != null && thread.getState() == Thread.State.TIMED_WAITING);
  }
}
