// SPDX-License-Identifier: Apache-2.0
package io.sluice.ingress;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.awaitility.Awaitility.await;
import static org.junit.Assert.assertEquals;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.After;
import org.junit.Test;

public final class WatchdogTest {

  private static final IngressLimits LIMITS =
      new IngressLimits(1, 1, 1, Duration.ofSeconds(1), Duration.ofSeconds(30));

  private final AtomicLong nanos = new AtomicLong();
  private final AtomicInteger occupiedHere = new AtomicInteger(-1);
  private final AtomicInteger occupiedThere = new AtomicInteger(-1);
  private final WatchedCalls here = new WatchedCalls(occupiedHere::set, () -> {});
  private final WatchedCalls there = new WatchedCalls(occupiedThere::set, () -> {});
  private final Watchdog watchdog = new Watchdog(List.of(here, there), nanos::get);

  @After
  public void close() {
    watchdog.close();
  }

  private static CallWatch watchOf(CallGuard guard) {
    return new CallWatch(guard, LIMITS, call -> {}, call -> {});
  }

  private void lookTwice() {
    watchdog.look();
    nanos.addAndGet(Duration.ofSeconds(1).toNanos());
    watchdog.look();
  }

  @Test
  public void eachPoolLearnsOfItsOwnOccupiedThreads() {
    for (int i = 0; i < 2; i++) {
      CallGuard guard = new CallGuard();
      guard.begin();
      here.add(watchOf(guard));
    }
    there.add(watchOf(new CallGuard()));

    lookTwice();

    assertEquals(2, occupiedHere.get());
    assertEquals(0, occupiedThere.get());
  }

  @Test
  public void aCallThatIsNoLongerWatchedDoesNotCount() {
    CallGuard guard = new CallGuard();
    guard.begin();
    CallWatch watch = watchOf(guard);
    here.add(watch);
    lookTwice();

    here.remove(watch);
    watchdog.look();

    assertEquals(0, occupiedHere.get());
  }

  private WatchedCalls renewing(AtomicInteger renewals) {
    return new WatchedCalls(occupied -> {}, renewals::incrementAndGet);
  }

  private static void endACall(WatchedCalls calls) {
    CallWatch watch = watchOf(new CallGuard());
    calls.add(watch);
    calls.remove(watch);
  }

  @Test
  public void threadsAreRenewedWhenCallsAreOverForGood() {
    AtomicInteger renewals = new AtomicInteger();
    WatchedCalls calls = renewing(renewals);
    CallWatch watch = watchOf(new CallGuard());
    calls.add(watch);
    calls.look(0);
    assertEquals(0, renewals.get());

    calls.remove(watch);
    calls.look(0);

    assertEquals(1, renewals.get());
  }

  @Test
  public void threadsAreNotRenewedTwiceForTheSame() {
    AtomicInteger renewals = new AtomicInteger();
    WatchedCalls calls = renewing(renewals);
    endACall(calls);

    for (int i = 0; i < 100; i++) {
      calls.look(0);
    }

    assertEquals(1, renewals.get());
  }

  @Test
  public void manyThatEndHaveThreadsRenewedNowAndThenOnly() {
    AtomicInteger renewals = new AtomicInteger();
    WatchedCalls calls = renewing(renewals);

    for (int i = 0; i < 101; i++) {
      endACall(calls);
      calls.look(0);
    }

    assertEquals(5, renewals.get());
  }

  @Test
  public void itLooksByItself() {
    watchdog.start();

    await().atMost(20, SECONDS).until(() -> occupiedThere.get() == 0);
  }

  @Test
  public void itGoesOnAfterALookThatFailed() {
    AtomicInteger looks = new AtomicInteger();
    WatchedCalls broken =
        new WatchedCalls(
            occupied -> {
              looks.incrementAndGet();
              throw new AssertionError("broken");
            },
            () -> {});
    try (Watchdog other = new Watchdog(List.of(broken), nanos::get)) {
      other.start();

      await().atMost(20, SECONDS).until(() -> looks.get() > 1);
    }
  }

  @Test
  public void aTaskRunsLaterOnItsThread() {
    CompletableFuture<String> thread = new CompletableFuture<>();

    watchdog.after(Duration.ZERO, () -> thread.complete(Thread.currentThread().getName()));

    assertEquals("sluice-watchdog", thread.orTimeout(20, SECONDS).join());
  }

  @Test
  public void aTaskAfterTheCloseIsNoError() {
    watchdog.close();

    watchdog.after(Duration.ZERO, () -> {});
  }

  @Test
  public void itsThreadEndsWithIt() {
    CompletableFuture<Thread> thread = new CompletableFuture<>();
    watchdog.after(Duration.ZERO, () -> thread.complete(Thread.currentThread()));
    thread.orTimeout(20, SECONDS).join();

    watchdog.close();

    await().atMost(20, SECONDS).until(() -> !thread.join().isAlive());
  }
}
