// SPDX-License-Identifier: Apache-2.0
package io.sluice.websocket;

import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import org.jspecify.annotations.Nullable;

/** Reads the header field {@code Retry-After} (RFC 9110, section 10.2.3). */
final class RetryAfter {

  private RetryAfter() {}

  /**
   * Reads the field.
   *
   * @param field seconds or an HTTP date, or null
   * @param now the time from which a date is counted
   * @return the milliseconds to wait; 0 if the field is missing or not understood
   */
  static long millis(@Nullable String field, Instant now) {
    if (field == null) {
      return 0;
    }
    String text = field.strip();
    if (text.matches("[0-9]{1,9}")) {
      return Long.parseLong(text) * 1_000;
    }
    try {
      Instant date = ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
      return Math.max(0, Duration.between(now, date).toMillis());
    } catch (DateTimeParseException e) {
      return 0;
    }
  }
}
