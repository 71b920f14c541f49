// SPDX-License-Identifier: Apache-2.0
package io.sluice.testkit;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.After;
import org.junit.Test;

public class MachineClockTest {

  private final TestClock clock = TestClock.machine();

  @After
  public void closeClock() {
    clock.close();
  }

  @Test
  public void anActionRunsOnTheThreadOfTheClock() throws Exception {
    AtomicReference<String> thread = new AtomicReference<>("");
    CountDownLatch done = new CountDownLatch(1);
    clock.after(
        Duration.ofMillis(1),
        () -> {
          thread.set(Thread.currentThread().getName());
          done.countDown();
        });
    assertTrue(done.await(20, TimeUnit.SECONDS));
    assertEquals("testkit-clock", thread.get());
  }

  @Test
  public void aClosedClockRefusesNothing() {
    clock.close();
    clock.after(Duration.ZERO, () -> {}).cancel();
  }
}
