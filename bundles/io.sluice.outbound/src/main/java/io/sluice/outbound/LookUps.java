// SPDX-License-Identifier: Apache-2.0
package io.sluice.outbound;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The look-ups under way: at most one for each host, on a few threads of their own.
 *
 * <p>Java cannot end a look-up. One that hangs keeps its thread until the name service lets go of
 * it; its host stays under way for so long, and whoever asks for it joins that look-up instead of
 * taking a further thread. One that was not begun when the last of those who wait for it gave up is
 * never begun.
 *
 * <p>Safe for use by many threads. Answers are given without a lock.
 */
final class LookUps implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(LookUps.class);

  private static final int MOST_THREADS = 8;
  private static final int MOST_WAITING = 8_192;
  private static final Duration IDLE_LIMIT = Duration.ofSeconds(10);
  private static final Duration STOP_LIMIT = Duration.ofSeconds(1);

  private final NameService names;
  private final Duration limit;
  private final Object lock = new Object();
  private final Map<String, LookUp> underWay = new HashMap<>();
  private final AtomicInteger waiting = new AtomicInteger();
  private final ThreadPoolExecutor threads;
  private final ScheduledThreadPoolExecutor timer;
  private boolean closed;

  LookUps(NameService names, Duration limit) {
    this.names = names;
    this.limit = limit;
    threads =
        new ThreadPoolExecutor(
            MOST_THREADS,
            MOST_THREADS,
            IDLE_LIMIT.toMillis(),
            TimeUnit.MILLISECONDS,
            new LinkedBlockingQueue<>(),
            daemons("sluice-dns-"));
    threads.allowCoreThreadTimeOut(true);
    timer = new ScheduledThreadPoolExecutor(1, daemons("sluice-dns-timer-"));
    timer.setRemoveOnCancelPolicy(true);
  }

  private static ThreadFactory daemons(String prefix) {
    AtomicInteger made = new AtomicInteger();
    return task -> {
      Thread thread = new Thread(task, prefix + made.incrementAndGet());
      // One that hangs in a look-up is not to keep the VM from ending.
      thread.setDaemon(true);
      return thread;
    };
  }

  /** Answers the ask, within the limit. */
  void answer(Ask ask) {
    if (waiting.incrementAndGet() > MOST_WAITING) {
      waiting.decrementAndGet();
      ask.refuse(Ask.FAILED, MOST_WAITING + " look-ups wait already; try again later");
      return;
    }
    ask.whenAnswered(waiting::decrementAndGet);
    if (!join(ask)) {
      refuseStopping(ask);
    }
  }

  private boolean join(Ask ask) {
    Future<?> alarm;
    synchronized (lock) {
      if (closed) {
        return false;
      }
      LookUp lookUp = underWay.get(ask.host());
      if (lookUp == null) {
        lookUp = new LookUp(ask.host());
        threads.execute(lookUp);
        underWay.put(ask.host(), lookUp);
      }
      LookUp joined = lookUp;
      joined.asks.add(ask);
      alarm = timer.schedule(() -> expire(joined, ask), limit.toMillis(), TimeUnit.MILLISECONDS);
    }
    ask.whenAnswered(() -> alarm.cancel(false));
    return true;
  }

  private void expire(LookUp lookUp, Ask ask) {
    boolean begun;
    synchronized (lock) {
      begun = lookUp.begun;
      lookUp.asks.remove(ask);
      if (lookUp.asks.isEmpty() && !begun) {
        underWay.remove(lookUp.host, lookUp);
        threads.remove(lookUp);
      }
    }
    String why = begun ? "was not answered" : "had to wait for others and was not begun";
    ask.refuse(
        Ask.TIMEOUT,
        "the look-up of %s %s within %d ms".formatted(lookUp.host, why, limit.toMillis()));
  }

  private static void refuseStopping(Ask ask) {
    ask.refuse(Ask.FAILED, ask.host() + " is not looked up, since the resolver is stopping");
  }

  /** Ends what can be ended, and refuses what waits. */
  @Override
  public void close() {
    List<Ask> left = new ArrayList<>();
    synchronized (lock) {
      closed = true;
      underWay.values().forEach(lookUp -> left.addAll(lookUp.asks));
      underWay.clear();
    }
    threads.shutdownNow();
    timer.shutdownNow();
    left.forEach(LookUps::refuseStopping);
    try {
      threads.awaitTermination(STOP_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** A look-up, and those who wait for it; guarded by the lock. */
  private final class LookUp implements Runnable {

    private final String host;
    private final Set<Ask> asks = new LinkedHashSet<>();
    private boolean begun;

    LookUp(String host) {
      this.host = host;
    }

    @Override
    public void run() {
      if (begin()) {
        Consumer<Ask> outcome = outcome();
        end().forEach(outcome);
      }
    }

    private boolean begin() {
      synchronized (lock) {
        begun = !asks.isEmpty();
        return begun;
      }
    }

    private Consumer<Ask> outcome() {
      try {
        List<InetAddress> addresses = List.copyOf(names.addresses(host));
        return ask -> ask.answer(addresses);
      } catch (UnknownHostException e) {
        return ask -> ask.refuse(Ask.FAILED, host + " is unknown, or no name server answered");
      } catch (RuntimeException | Error e) {
        LOG.error("the look-up of host={} failed", host, e);
        return ask -> ask.refuse(Ask.FAILED, "the look-up of " + host + " failed: " + e);
      }
    }

    private List<Ask> end() {
      synchronized (lock) {
        underWay.remove(host, this);
        return List.copyOf(asks);
      }
    }
  }
}
