// SPDX-License-Identifier: Apache-2.0
package io.sluice.websocket;

import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** The one alarm of a connection. Safe for use by many threads. */
final class AlarmClock {

  private @Nullable Alarm alarm;
  private long atNanos;

  /** Sets an alarm, in place of the one that is set, by the clock that only goes forward. */
  synchronized void set(Alarm wanted, long whenNanos) {
    alarm = wanted;
    atNanos = whenNanos;
  }

  synchronized void clear() {
    alarm = null;
  }

  /** Takes the alarm whose time has come; null if there is none. */
  synchronized @Nullable Alarm takeDue(long now) {
    if (alarm == null || now - atNanos < 0) {
      return null;
    }
    Alarm due = alarm;
    alarm = null;
    return due;
  }

  /** When the next attempt is due; empty if none is. */
  synchronized OptionalLong retryAtNanos() {
    return alarm == Alarm.RETRY ? OptionalLong.of(atNanos) : OptionalLong.empty();
  }
}
