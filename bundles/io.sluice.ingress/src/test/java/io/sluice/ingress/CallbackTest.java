// SPDX-License-Identifier: Apache-2.0
package io.sluice.ingress;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertSame;
import static org.junit.Assert.assertThrows;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.After;
import org.junit.Test;

/** A callback on the test's thread. */
public final class CallbackTest {

  private static final IngressLimits LIMITS =
      new IngressLimits(1, 1, 1, Duration.ofSeconds(1), Duration.ofSeconds(30));

  private final List<Integer> occupied = new ArrayList<>();
  private final WatchedCalls calls = new WatchedCalls(occupied::add, () -> {});

  @After
  public void clear() {
    Thread.interrupted();
  }

  private void run(Runnable task) {
    new Callback(task, calls, LIMITS).run();
  }

  private void lookAt(int seconds) {
    calls.look(Duration.ofSeconds(seconds).toNanos());
  }

  @Test
  public void aLongCallbackOccupiesItsThread() {
    run(
        () -> {
          lookAt(0);
          lookAt(1);
        });

    assertEquals(List.of(0, 1), occupied);
  }

  @Test
  public void aCallbackThatTakesTooLongIsInterrupted() {
    List<Boolean> interrupted = new ArrayList<>();

    run(
        () -> {
          lookAt(0);
          lookAt(29);
          interrupted.add(Thread.currentThread().isInterrupted());
          lookAt(30);
          interrupted.add(Thread.currentThread().isInterrupted());
        });

    assertEquals(List.of(false, true), interrupted);
  }

  @Test
  public void noInterruptFlagIsLeftOnTheThread() {
    run(() -> Thread.currentThread().interrupt());

    assertFalse(Thread.currentThread().isInterrupted());
  }

  @Test
  public void noContextClassLoaderIsLeftOnTheThread() {
    ClassLoader before = Thread.currentThread().getContextClassLoader();

    run(() -> Thread.currentThread().setContextClassLoader(new ClassLoader() {}));

    assertSame(before, Thread.currentThread().getContextClassLoader());
  }

  @Test
  public void aCallbackThatThrowsIsNoLongerWatched() {
    assertThrows(
        IllegalStateException.class,
        () ->
            run(
                () -> {
                  lookAt(0);
                  throw new IllegalStateException("no");
                }));

    lookAt(10);
    assertEquals(List.of(0, 0), occupied);
  }
}
