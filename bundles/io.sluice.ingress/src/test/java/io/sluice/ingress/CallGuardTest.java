// SPDX-License-Identifier: Apache-2.0
package io.sluice.ingress;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.Timeout;

/** The test's thread makes the calls. */
public final class CallGuardTest {

  @Rule public final Timeout limit = Timeout.seconds(60);

  private final CallGuard guard = new CallGuard();

  @Before
  public void call() {
    guard.setCaller(Thread.currentThread());
  }

  @After
  public void clear() {
    Thread.interrupted();
  }

  @Test
  public void aCallThatRunsIsInterrupted() {
    guard.begin();

    assertTrue(guard.interrupt(guard.running()));

    assertTrue(Thread.currentThread().isInterrupted());
    assertTrue(guard.isRunning());
  }

  @Test
  public void noInterruptIsLeftAfterTheCallThatItWasMeantFor() {
    guard.begin();
    guard.interrupt(guard.running());

    assertTrue(guard.end());

    assertFalse(Thread.currentThread().isInterrupted());
    assertFalse(guard.isRunning());
  }

  @Test
  public void noInterruptOfThePluginsOwnIsLeftAfterACall() {
    guard.begin();
    Thread.currentThread().interrupt();

    assertFalse(guard.end());

    assertFalse(Thread.currentThread().isInterrupted());
  }

  @Test
  public void theNextCallIsNotInterruptedForTheOneBefore() {
    guard.begin();
    long first = guard.running();
    guard.end();
    guard.begin();

    assertFalse(guard.interrupt(first));

    assertFalse(Thread.currentThread().isInterrupted());
  }

  @Test
  public void aCallIsInterruptedOnce() {
    guard.begin();
    long call = guard.running();
    guard.interrupt(call);

    assertFalse(guard.interrupt(call));
  }

  @Test
  public void nothingIsInterruptedWhereNoCallRuns() {
    assertFalse(guard.interrupt(guard.running()));

    assertFalse(Thread.currentThread().isInterrupted());
  }

  @Test
  public void eachCallHasANumberOfItsOwn() {
    guard.begin();
    long first = guard.running();
    guard.end();
    guard.begin();

    assertEquals(first + 1, guard.running());
  }

  @Test
  public void anInterruptThatMeetsTheEndOfItsCallHitsNoLaterOne() throws Exception {
    int calls = 20_000;
    AtomicInteger taken = new AtomicInteger();
    CountDownLatch over = new CountDownLatch(1);
    Thread watcher =
        new Thread(
            () -> {
              while (over.getCount() > 0) {
                if (guard.interrupt(guard.running())) {
                  taken.incrementAndGet();
                }
              }
            });
    watcher.start();
    int ended = 0;
    int late = 0;
    for (int i = 0; i < calls; i++) {
      guard.begin();
      if (guard.end()) {
        ended++;
      }
      if (Thread.interrupted()) {
        late++;
      }
    }
    over.countDown();
    watcher.join();

    assertEquals(0, late);
    assertEquals(taken.get(), ended);
  }
}
