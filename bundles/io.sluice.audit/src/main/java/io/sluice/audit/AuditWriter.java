// SPDX-License-Identifier: Apache-2.0
package io.sluice.audit;

import io.sluice.spi.authority.DecisionListener.Decided;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * Takes decisions from those who decide and writes them, on a thread of its own, {@code
 * sluice-audit}. What does not fit into its queue, and what cannot be written, is dropped and
 * counted.
 */
final class AuditWriter implements AutoCloseable {

  private static final Duration CLOSE_LIMIT = Duration.ofSeconds(1);

  private final LineSink sink;
  private final Clock clock;
  private final Consumer<String> complaint;
  private final BlockingQueue<Decided> queue;
  private final AtomicLong dropped = new AtomicLong();
  private final Thread thread = new Thread(this::run, "sluice-audit");
  private boolean failing;

  /**
   * Starts nothing yet.
   *
   * @param sink where the lines go
   * @param capacity how many decisions may wait
   * @param clock tells when decisions were found missing
   * @param complaint is told once that lines cannot be written, and again only after one could
   */
  AuditWriter(LineSink sink, int capacity, Clock clock, Consumer<String> complaint) {
    this.sink = sink;
    this.clock = clock;
    this.complaint = complaint;
    this.queue = new ArrayBlockingQueue<>(capacity);
  }

  void start() {
    thread.start();
  }

  /** Takes a decision, or drops it. From any thread; does not wait. */
  void offer(Decided decided) {
    if (!queue.offer(decided)) {
      dropped.incrementAndGet();
    }
  }

  private void run() {
    try {
      while (true) {
        write(queue.take());
      }
    } catch (InterruptedException e) {
      writeRest();
    }
  }

  private void writeRest() {
    Decided next = queue.poll();
    while (next != null) {
      write(next);
      next = queue.poll();
    }
    try {
      sink.close();
    } catch (IOException e) {
      complain(e);
    }
  }

  private void write(Decided decided) {
    long missing = dropped.getAndSet(0);
    try {
      if (missing > 0) {
        sink.append(AuditLine.ofDropped(clock.instant(), missing));
        missing = 0;
      }
      sink.append(AuditLine.of(decided));
      failing = false;
    } catch (IOException e) {
      dropped.addAndGet(missing + 1);
      complain(e);
    }
  }

  private void complain(IOException e) {
    if (!failing) {
      failing = true;
      complaint.accept(e.toString());
    }
  }

  /** Writes what waits, within a bound, and ends the thread. */
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
