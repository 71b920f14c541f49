// SPDX-License-Identifier: Apache-2.0
package io.sluice.observe;

import static org.awaitility.Awaitility.await;
import static org.junit.Assert.assertEquals;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.After;
import org.junit.Before;
import org.junit.Test;

public final class HostNewsTest {

  private static final Duration LIMIT = Duration.ofSeconds(20);

  private final List<String> published = new CopyOnWriteArrayList<>();
  private final HostNews news = new HostNews(number -> published.add(number + " missing"));

  @Before
  public void begin() {
    news.start();
  }

  @After
  public void stop() {
    news.close();
    await()
        .atMost(LIMIT)
        .until(
            () ->
                Thread.getAllStackTraces().keySet().stream()
                    .noneMatch(thread -> thread.getName().equals("sluice-observe-news")));
  }

  private void awaitPublished(String... expected) {
    await().atMost(LIMIT).until(() -> published.equals(List.of(expected)));
  }

  @Test
  public void newsArePublishedInTheirOrder() {
    news.offer(() -> published.add("one"));
    news.offer(() -> published.add("two"));
    awaitPublished("one", "two");
  }

  @Test
  public void newsThatFailHoldUpNothing() {
    news.offer(
        () -> {
          throw new IllegalStateException("this is logged");
        });
    news.offer(() -> published.add("next"));
    awaitPublished("next");
  }

  @Test
  public void whatDoesNotFitIsDroppedAndTold() throws Exception {
    CountDownLatch held = new CountDownLatch(1);
    CountDownLatch holding = new CountDownLatch(1);
    news.offer(
        () -> {
          holding.countDown();
          awaitUninterrupted(held);
          published.add("held");
        });
    holding.await();
    for (int i = 0; i < 8_192 + 3; i++) {
      news.offer(() -> {});
    }
    held.countDown();
    awaitPublished("held", "3 missing");
    assertEquals(2, published.size());
  }

  private static void awaitUninterrupted(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
