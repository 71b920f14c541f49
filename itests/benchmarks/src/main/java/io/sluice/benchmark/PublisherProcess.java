// SPDX-License-Identifier: Apache-2.0
package io.sluice.benchmark;

import java.net.URI;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * One contender that shows events to clients in another process. It prints where they connect to,
 * and where they tell of their progress, and at last what it has cost. Arguments: {@code CONTENDER
 * RATE WARMUP MEASURED}: a rate of 0 stands for as many as the clients take, and no events for idle
 * clients. Most of those that warm up come as fast as the clients take them.
 */
public final class PublisherProcess {

  /** How many events no client has that another one has: less than what the host keeps. */
  private static final long WINDOW = 256;

  /** For so long, what warms up comes at the rate of what is measured. */
  private static final long PACED_WARM_UP_SECONDS = 5;

  private final Broadcaster broadcaster;
  private final Progress progress;
  private final long warmUp;
  private final long all;
  private final CountDownLatch over = new CountDownLatch(1);
  private long before;
  private long after;

  private PublisherProcess(Broadcaster broadcaster, Progress progress, long warmUp, long all) {
    this.broadcaster = broadcaster;
    this.progress = progress;
    this.warmUp = warmUp;
    this.all = all;
  }

  /** Serves one measurement. */
  public static void main(String[] arguments) throws Exception {
    Broadcaster broadcaster = broadcaster(arguments[0]);
    long rate = Long.parseLong(arguments[1]);
    long warmUp = Long.parseLong(arguments[2]);
    long all = warmUp + Long.parseLong(arguments[3]);
    Progress progress = new Progress();
    PublisherProcess process = new PublisherProcess(broadcaster, progress, warmUp, all);
    URI where = broadcaster.start();
    System.out.println("ready " + where + " " + progress.port());
    progress.begin(process::reached);
    if (all == 0) {
      System.out.println(Footprint.now());
    } else if (rate == 0) {
      process.flood(all);
      process.tell();
    } else {
      long hurried = Math.max(0, warmUp - PACED_WARM_UP_SECONDS * rate);
      process.flood(hurried);
      process.pace(hurried, TimeUnit.SECONDS.toNanos(1) / rate);
      process.tell();
    }
    // The process is ended when its clients have told all.
    Thread.currentThread().join();
  }

  /** No other contender is made, since its classes may not be on this class path. */
  private static Broadcaster broadcaster(String name) {
    return switch (name) {
      case "jetty" -> new JettyBroadcast();
      case "jetty-relay" -> new JettyRelay();
      case "runtime" -> new SluiceObservation(false);
      case "backend" -> new SluiceObservation(true);
      default -> throw new IllegalArgumentException("no contender is named " + name);
    };
  }

  private void flood(long events) throws InterruptedException {
    for (long number = 0; number < events; number++) {
      progress.await(number - WINDOW);
      broadcaster.publish(EventText.at(System.nanoTime()));
    }
  }

  private void pace(long first, long period) throws InterruptedException {
    long due = System.nanoTime();
    for (long number = first; number < all; number++) {
      due += period;
      for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
        LockSupport.parkNanos(left);
      }
      broadcaster.publish(EventText.at(due));
    }
  }

  private void reached(long number) {
    if (number >= warmUp && before == 0) {
      before = Allocation.ofAllThreads();
    }
    if (number == all) {
      after = Allocation.ofAllThreads();
      over.countDown();
    }
  }

  private void tell() throws InterruptedException {
    over.await();
    System.out.println("result " + (after - before));
  }
}
