// SPDX-License-Identifier: Apache-2.0
package io.sluice.authority;

import io.sluice.spi.authority.AuthorityListener;
import io.sluice.spi.authority.AuthoritySnapshot;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells listeners of new snapshots, one after the other and never an older one after a newer, and
 * knows up to which snapshot all of them were told.
 *
 * <p>Whoever makes a change announces it. If another thread is announcing just then, that one goes
 * on until the newest snapshot was announced, and the first returns without waiting. Listeners are
 * called without a lock.
 */
final class Announcer {

  private static final Logger LOG = LoggerFactory.getLogger(Announcer.class);

  private final Supplier<? extends AuthoritySnapshot> current;
  private final List<AuthorityListener> listeners = new CopyOnWriteArrayList<>();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition advanced = lock.newCondition();
  private boolean announcing;
  private boolean again;
  private long announced;

  Announcer(Supplier<? extends AuthoritySnapshot> current) {
    this.current = current;
  }

  void add(AuthorityListener listener) {
    listeners.add(listener);
    announce();
  }

  void remove(AuthorityListener listener) {
    listeners.remove(listener);
  }

  /** Tells the listeners of the current snapshot. */
  void announce() {
    if (!mayBegin()) {
      return;
    }
    do {
      AuthoritySnapshot snapshot = current.get();
      listeners.forEach(listener -> tell(listener, snapshot));
      finished(snapshot.epoch());
    } while (!mayEnd());
  }

  private boolean mayBegin() {
    lock.lock();
    try {
      if (announcing) {
        again = true;
        return false;
      }
      announcing = true;
      return true;
    } finally {
      lock.unlock();
    }
  }

  private void finished(long epoch) {
    lock.lock();
    try {
      announced = epoch;
      advanced.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private boolean mayEnd() {
    lock.lock();
    try {
      announcing = again;
      again = false;
      return !announcing;
    } finally {
      lock.unlock();
    }
  }

  private static void tell(AuthorityListener listener, AuthoritySnapshot snapshot) {
    try {
      listener.authorityChanged(snapshot);
    } catch (RuntimeException | Error e) {
      // Whatever goes wrong in one, the others must hear what was revoked.
      LOG.error("listener={} failed to take note of epoch={}", listener, snapshot.epoch(), e);
    }
  }

  /**
   * Waits until all listeners were told of a snapshot that a condition holds for.
   *
   * @return whether that came to pass in time
   */
  boolean await(Duration limit, BooleanSupplier holds) throws InterruptedException {
    long left = limit.toNanos();
    lock.lock();
    try {
      while (!(announced == current.get().epoch() && holds.getAsBoolean())) {
        if (left <= 0) {
          return false;
        }
        left = advanced.awaitNanos(left);
      }
      return true;
    } finally {
      lock.unlock();
    }
  }
}
