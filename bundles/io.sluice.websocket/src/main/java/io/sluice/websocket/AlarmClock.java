// SPDX-License-Identifier: Apache-2.0
package io.sluice.websocket;

import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** The one alarm of a connection. Safe for use by many threads. */
final class AlarmClock {

  private final AtomicReference<@Nullable Pending> pending = new AtomicReference<>();
  private final LongSupplier nanoTime;

  AlarmClock(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  private record Pending(Alarm alarm, long atNanos) {}

  /** Sets an alarm, in place of the one that is set. */
  void set(Alarm alarm, long delayNanos) {
    pending.set(new Pending(alarm, nanoTime.getAsLong() + delayNanos));
  }

  void clear() {
    pending.set(null);
  }

  /** Takes the alarm whose time has come; null if there is none. */
  @Nullable Alarm takeDue(long now) {
    Pending set = pending.get();
    return set != null && now - set.atNanos() >= 0 && pending.compareAndSet(set, null)
        ? set.alarm()
        : null;
  }

  /** When the next attempt is due, by the clock that only goes forward; empty if none is. */
  OptionalLong retryAtNanos() {
    Pending set = pending.get();
    return set != null && set.alarm() == Alarm.RETRY
        ? OptionalLong.of(set.atNanos())
        : OptionalLong.empty();
  }
}
