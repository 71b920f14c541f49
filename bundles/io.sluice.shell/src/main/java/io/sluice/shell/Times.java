// SPDX-License-Identifier: Apache-2.0
package io.sluice.shell;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** Says when something was, to the millisecond, in UTC. */
final class Times {

  private static final DateTimeFormatter FORMAT =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSS").withZone(ZoneOffset.UTC);

  private Times() {}

  static String of(Instant instant) {
    return FORMAT.format(instant);
  }
}
