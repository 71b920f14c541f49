// SPDX-License-Identifier: Apache-2.0
package io.sluice.ingress;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.awaitility.Awaitility.await;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertNotSame;
import static org.junit.Assert.assertSame;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor.AbortPolicy;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.Timeout;

/** A pool of two threads. */
public final class DispatchPoolTest {

  @Rule public final Timeout limit = Timeout.seconds(60);

  private final DispatchPool pool = new DispatchPool("test-pool-", 2, new AbortPolicy());
  private final CountDownLatch release = new CountDownLatch(1);
  private final AtomicInteger busy = new AtomicInteger();

  @Before
  public void start() {
    pool.start();
  }

  @After
  public void close() {
    release.countDown();
    pool.close(System.nanoTime());
  }

  /** Occupies so many threads, or has the rest wait for one. */
  private void occupy(int threads) {
    for (int i = 0; i < threads; i++) {
      pool.execute(
          () -> {
            busy.incrementAndGet();
            awaitRelease();
          });
    }
  }

  private void awaitRelease() {
    try {
      release.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void awaitBusy(int threads) {
    await().atMost(20, SECONDS).until(() -> busy.get() == threads);
  }

  @Test
  public void itsThreadsAreNumbered() {
    Set<String> names = ConcurrentHashMap.newKeySet();
    CountDownLatch both = new CountDownLatch(2);
    for (int i = 0; i < 2; i++) {
      pool.execute(
          () -> {
            names.add(Thread.currentThread().getName());
            both.countDown();
            awaitRelease();
          });
    }

    await().atMost(20, SECONDS).until(() -> both.getCount() == 0);
    assertEquals(Set.of("test-pool-1", "test-pool-2"), names);
  }

  @Test
  public void aThreadHasTheHostsClassLoaderWhoeverStartsIt() {
    CompletableFuture<ClassLoader> loader = new CompletableFuture<>();
    DispatchPool other = new DispatchPool("test-other-", 1, new AbortPolicy());
    Thread thread = Thread.currentThread();
    ClassLoader own = thread.getContextClassLoader();
    thread.setContextClassLoader(new ClassLoader() {});
    try {
      other.start();
    } finally {
      thread.setContextClassLoader(own);
    }
    other.execute(() -> loader.complete(Thread.currentThread().getContextClassLoader()));

    assertSame(DispatchPool.class.getClassLoader(), loader.join());
    other.close(System.nanoTime());
  }

  @Test
  public void aThreadInheritsNothingFromWhoHandsOverTheTask() {
    InheritableThreadLocal<String> inherited = new InheritableThreadLocal<>();
    List<Optional<String>> seen = Collections.synchronizedList(new ArrayList<>());
    pool.setOccupied(1);
    inherited.set("the plugin's");
    try {
      for (int i = 0; i < 3; i++) {
        pool.execute(
            () -> {
              seen.add(Optional.ofNullable(inherited.get()));
              busy.incrementAndGet();
              awaitRelease();
            });
      }
      awaitBusy(3);
    } finally {
      inherited.remove();
    }

    assertEquals(Collections.nCopies(3, Optional.empty()), seen);
  }

  @Test
  public void othersWaitWhenAllThreadsAreTaken() {
    occupy(2);
    awaitBusy(2);
    assertFalse(pool.othersWait());

    occupy(1);

    assertTrue(pool.othersWait());
  }

  @Test
  public void anOccupiedThreadIsMadeUpFor() {
    occupy(3);
    awaitBusy(2);

    pool.setOccupied(1);

    awaitBusy(3);
  }

  @Test
  public void occupiedThreadsAreMadeUpForWithinBounds() {
    occupy(70);

    pool.setOccupied(1_000);

    awaitBusy(64);
    assertTrue(pool.othersWait());
  }

  @Test
  public void whatWaitsRunsBeforeThePoolIsClosed() throws InterruptedException {
    occupy(2);
    CompletableFuture<Boolean> ran = new CompletableFuture<>();
    pool.execute(() -> ran.complete(true));
    awaitBusy(2);
    Thread closer = new Thread(() -> pool.close(System.nanoTime() + SECONDS.toNanos(20)));
    closer.start();
    await().atMost(20, SECONDS).until(this::isClosing);

    release.countDown();

    closer.join();
    assertTrue(ran.isDone());
  }

  private boolean isClosing() {
    try {
      pool.execute(() -> {});
      return false;
    } catch (RejectedExecutionException closing) {
      return true;
    }
  }

  @Test
  public void whatStillRunsAtTheDeadlineIsInterrupted() {
    CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
    pool.execute(
        () -> {
          busy.incrementAndGet();
          awaitRelease();
          interrupted.complete(Thread.currentThread().isInterrupted());
        });
    awaitBusy(1);

    pool.close(System.nanoTime());

    assertTrue(interrupted.join());
  }

  @Test
  public void aCloserThatIsInterruptedStaysInterrupted() {
    occupy(1);
    Thread.currentThread().interrupt();

    pool.close(System.nanoTime() + SECONDS.toNanos(20));

    assertTrue(Thread.interrupted());
  }

  private Thread aThread() {
    CompletableFuture<Thread> thread = new CompletableFuture<>();
    pool.execute(() -> thread.complete(Thread.currentThread()));
    return thread.orTimeout(20, SECONDS).join();
  }

  @Test
  public void renewedThreadsTakeTheNextTask() {
    Thread before = aThread();

    pool.renew();

    assertNotSame(before, aThread());
    await().atMost(20, SECONDS).until(() -> !before.isAlive());
  }

  @Test
  public void whatWaitsForOccupiedThreadsRunsOnRenewedOnes() {
    occupy(2);
    awaitBusy(2);
    CompletableFuture<Boolean> ran = new CompletableFuture<>();
    pool.execute(() -> ran.complete(true));

    pool.renew();

    assertTrue(ran.orTimeout(20, SECONDS).join());
  }

  @Test
  public void aThreadWithALongTaskIsAskedToEndWhenThereAreNewOnes() {
    CompletableFuture<Boolean> othersWait = new CompletableFuture<>();
    pool.execute(
        () -> {
          busy.incrementAndGet();
          awaitRelease();
          othersWait.complete(pool.othersWait());
        });
    awaitBusy(1);
    assertFalse(pool.othersWait());

    pool.renew();
    release.countDown();

    assertTrue(othersWait.orTimeout(20, SECONDS).join());
    assertFalse("for those who are not of the pool", pool.othersWait());
  }

  @Test
  public void occupiedThreadsFromBeforeCountAgainstTheBounds() {
    pool.setOccupied(100);
    occupy(64);
    awaitBusy(64);
    pool.renew();
    occupy(10);
    awaitBusy(66);

    pool.setOccupied(66);

    assertTrue(pool.othersWait());
    assertEquals(66, busy.get());
  }

  @Test
  public void occupiedThreadsFromBeforeAreNotMadeUpForTwice() {
    occupy(2);
    awaitBusy(2);
    pool.renew();
    occupy(2);
    awaitBusy(4);

    pool.setOccupied(4);
    occupy(3);

    awaitBusy(6);
    assertTrue(pool.othersWait());
  }

  @Test
  public void threadsFromBeforeEndWhenThePoolIsClosed() {
    CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
    pool.execute(
        () -> {
          busy.incrementAndGet();
          awaitRelease();
          interrupted.complete(Thread.currentThread().isInterrupted());
        });
    awaitBusy(1);
    pool.renew();

    pool.close(System.nanoTime());

    assertTrue(interrupted.join());
  }

  @Test
  public void aClosedPoolIsNotRenewed() {
    pool.close(System.nanoTime());

    pool.renew();

    assertThrows(RejectedExecutionException.class, () -> pool.execute(() -> {}));
  }
}
