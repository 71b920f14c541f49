// SPDX-License-Identifier: Apache-2.0
package io.sluice.observe;

import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes news from the host's own threads and has them published on a thread of its own, {@code
 * sluice-observe-news}. Who brings news never waits: what does not fit is dropped and counted, and
 * told in its place.
 */
final class HostNews implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(HostNews.class);
  private static final Duration CLOSE_LIMIT = Duration.ofSeconds(1);
  private static final int WAITING = 8_192;

  private final BlockingQueue<Runnable> queue = new ArrayBlockingQueue<>(WAITING);
  private final AtomicLong dropped = new AtomicLong();
  private final LongConsumer gap;
  private final Thread thread = new Thread(this::run, "sluice-observe-news");

  /**
   * Starts nothing yet.
   *
   * @param gap is told how many were dropped, as soon as one that was not is published
   */
  HostNews(LongConsumer gap) {
    this.gap = gap;
  }

  void start() {
    thread.start();
  }

  /** Takes what publishes something. From any thread; does not wait. */
  void offer(Runnable news) {
    if (!queue.offer(news)) {
      dropped.incrementAndGet();
    }
  }

  private void run() {
    try {
      while (true) {
        publish(queue.take());
      }
    } catch (InterruptedException e) {
      // It is closed.
    }
  }

  private void publish(Runnable news) {
    try {
      long missing = dropped.getAndSet(0);
      news.run();
      if (missing > 0) {
        gap.accept(missing);
      }
    } catch (RuntimeException | LinkageError e) {
      LOG.error("news were not published", e);
    }
  }

  @Override
  public void close() {
    thread.interrupt();
    try {
      thread.join(CLOSE_LIMIT.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
