// SPDX-License-Identifier: Apache-2.0
package io.sluice.shell;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Says how long ago something was, in one unit. */
final class Ages {

  private Ages() {}

  static String of(@Nullable Instant then, Instant now) {
    return then == null ? "-" : of(Duration.between(then, now));
  }

  static String of(Duration duration) {
    long seconds = Math.max(0, duration.toSeconds());
    if (seconds < 120) {
      return seconds + "s";
    }
    if (seconds < 7_200) {
      return seconds / 60 + "m";
    }
    return seconds < 172_800 ? seconds / 3_600 + "h" : seconds / 86_400 + "d";
  }
}
