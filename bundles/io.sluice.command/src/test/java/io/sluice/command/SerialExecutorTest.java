// SPDX-License-Identifier: Apache-2.0
package io.sluice.command;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.Test;

public final class SerialExecutorTest {

  private final Queue<Runnable> shared = new ArrayDeque<>();
  private final List<Integer> ran = new ArrayList<>();

  private static void refuse(Runnable task) {
    throw new RejectedExecutionException("closed");
  }

  @Test
  public void oneTaskAtATimeIsHandedOver() {
    Executor serial = new SerialExecutor(shared::add);
    for (int i = 0; i < 3; i++) {
      int number = i;
      serial.execute(() -> ran.add(number));
    }

    for (int i = 1; i <= 3; i++) {
      assertEquals(1, shared.size());
      shared.remove().run();
      assertEquals(i, ran.size());
    }
    assertEquals(List.of(0, 1, 2), ran);
    assertEquals(0, shared.size());
  }

  @Test
  public void theNextTaskRunsAfterOneThatThrew() {
    Executor serial = new SerialExecutor(shared::add);
    serial.execute(
        () -> {
          throw new IllegalStateException("no");
        });
    serial.execute(() -> ran.add(1));

    shared.remove().run();
    shared.remove().run();

    assertEquals(List.of(1), ran);
  }

  @Test
  public void aTaskOfAClosedExecutorStillRuns() {
    Executor serial = new SerialExecutor(SerialExecutorTest::refuse);

    serial.execute(() -> ran.add(1));

    assertEquals(List.of(1), ran);
  }

  @Test
  public void manyTasksThatWaitWhenTheExecutorIsClosedDoNotOverflowTheStack() {
    boolean[] closed = {false};
    Executor serial =
        new SerialExecutor(
            task -> {
              if (closed[0]) {
                refuse(task);
              }
              shared.add(task);
            });
    for (int i = 0; i < 100_000; i++) {
      serial.execute(() -> ran.add(1));
    }
    closed[0] = true;

    shared.remove().run();

    assertEquals(100_000, ran.size());
  }

  @Test
  public void noTaskIsLostOrRunTogetherWithAnother() throws InterruptedException {
    ExecutorService pool = Executors.newFixedThreadPool(4);
    try {
      Executor serial = new SerialExecutor(pool);
      AtomicInteger running = new AtomicInteger();
      AtomicInteger overlaps = new AtomicInteger();
      CountDownLatch left = new CountDownLatch(4 * 1_000);
      for (int i = 0; i < 4; i++) {
        new Thread(
                () -> {
                  for (int task = 0; task < 1_000; task++) {
                    serial.execute(
                        () -> {
                          if (running.incrementAndGet() != 1) {
                            overlaps.incrementAndGet();
                          }
                          running.decrementAndGet();
                          left.countDown();
                        });
                  }
                })
            .start();
      }

      assertTrue(left.await(20, SECONDS));
      assertEquals(0, overlaps.get());
    } finally {
      pool.shutdownNow();
    }
  }
}
