// SPDX-License-Identifier: Apache-2.0
package io.sluice.websocket;

import static org.junit.Assert.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.Test;

public class OneByOneTest {

  private final OneByOne tasks = new OneByOne();
  private final List<String> done = new ArrayList<>();

  private void run(Runnable task) {
    tasks.run(task, Runnable::run);
  }

  @Test
  public void whoFindsNobodyAtItRunsTheTask() {
    run(() -> done.add("first"));
    run(() -> done.add("second"));
    assertEquals(List.of("first", "second"), done);
  }

  @Test
  public void whatComesInMeanwhileFollowsInItsOrder() {
    run(
        () -> {
          run(() -> done.add("second"));
          run(() -> done.add("third"));
          done.add("first");
        });
    assertEquals(List.of("first", "second", "third"), done);
  }

  @Test
  public void noTaskOfManyThreadsIsLostOrMeetsAnother() throws InterruptedException {
    int each = 20_000;
    int[] count = {0};
    CountDownLatch start = new CountDownLatch(1);
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      Thread thread =
          new Thread(
              () -> {
                try {
                  start.await();
                } catch (InterruptedException e) {
                  throw new AssertionError(e);
                }
                for (int n = 0; n < each; n++) {
                  run(() -> count[0]++);
                }
              });
      thread.start();
      threads.add(thread);
    }
    start.countDown();
    for (Thread thread : threads) {
      thread.join();
    }
    run(() -> done.add(String.valueOf(count[0])));
    assertEquals(List.of(String.valueOf(4 * each)), done);
  }
}
