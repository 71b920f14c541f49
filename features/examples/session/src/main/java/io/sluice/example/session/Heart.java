// SPDX-License-Identifier: Apache-2.0
package io.sluice.example.session;

import java.time.Duration;
import java.util.function.Supplier;

/**
 * Beats for one connection at a time, on the timer's thread, until it is stopped. Safe for use by
 * many threads.
 *
 * <p>A beat that comes before the last was answered is the sign that the peer is gone although the
 * socket is there: then it beats no more.
 */
final class Heart {

  /** Does things later. */
  @FunctionalInterface
  interface Timer {

    /**
     * Does something once, later.
     *
     * @return a way not to do it
     */
    Runnable after(Duration delay, Runnable action);
  }

  /** What it beats for. */
  interface Body {

    /** Is to send a heartbeat. */
    void beat(String connection);

    /** Is to do without the connection, whose last heartbeat was not answered. */
    void faint(String connection);
  }

  private final Timer timer;
  private final Supplier<Double> jitter;
  private final Body body;
  private String connection = "";
  private Duration interval = Duration.ZERO;
  private boolean answered;
  private Runnable cancel = () -> {};

  /** A heart whose first beat comes after a random part, from 0 to 1, of the interval. */
  Heart(Timer timer, Supplier<Double> jitter, Body body) {
    this.timer = timer;
    this.jitter = jitter;
    this.body = body;
  }

  /** Beats for a connection, and no more for the one before. */
  synchronized void start(String newConnection, Duration newInterval) {
    cancel.run();
    connection = newConnection;
    interval = newInterval;
    answered = true;
    Duration first = Duration.ofNanos((long) (interval.toNanos() * jitter.get()));
    cancel = timer.after(first, () -> beat(newConnection));
  }

  private void beat(String beating) {
    boolean alive;
    synchronized (this) {
      if (!beating.equals(connection)) {
        return;
      }
      alive = answered;
      answered = false;
      if (alive) {
        cancel = timer.after(interval, () -> beat(beating));
      } else {
        connection = "";
      }
    }
    if (alive) {
      body.beat(beating);
    } else {
      body.faint(beating);
    }
  }

  synchronized void answered() {
    answered = true;
  }

  synchronized void stop() {
    cancel.run();
    connection = "";
  }
}
