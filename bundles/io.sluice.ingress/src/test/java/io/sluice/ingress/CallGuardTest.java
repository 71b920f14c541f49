// SPDX-License-Identifier: Apache-2.0
package io.sluice.ingress;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.util.concurrent.CountDownLatch;
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
    CountDownLatch interrupting = new CountDownLatch(1);
    CountDownLatch ending = new CountDownLatch(1);
    guard.setCaller(new SlowlyInterrupted(Thread.currentThread(), interrupting, ending));
    guard.begin();
    long call = guard.running();
    Thread watchdog = new Thread(() -> guard.interrupt(call));
    watchdog.start();
    interrupting.await();

    ending.countDown();
    assertTrue(guard.end());
    guard.begin();

    awaitEnd(watchdog);
    assertFalse(Thread.currentThread().isInterrupted());
  }

  /** Stays uninterrupted itself: an interrupt that comes late must not end the wait. */
  private static void awaitEnd(Thread thread) {
    while (thread.isAlive()) {
      Thread.onSpinWait();
    }
  }

  /** Stands for a thread whose interrupt takes its time, while its call comes to an end. */
  private static final class SlowlyInterrupted extends Thread {
    private static final int SPINS = 100_000;

    private final Thread caller;
    private final CountDownLatch interrupting;
    private final CountDownLatch ending;

    SlowlyInterrupted(Thread caller, CountDownLatch interrupting, CountDownLatch ending) {
      this.caller = caller;
      this.interrupting = interrupting;
      this.ending = ending;
    }

    @Override
    public void interrupt() {
      interrupting.countDown();
      try {
        ending.await();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
      for (int i = 0; i < SPINS; i++) {
        Thread.onSpinWait();
      }
      caller.interrupt();
    }
  }
}
