// SPDX-License-Identifier: Apache-2.0
package io.sluice.request;

import io.sluice.api.request.HostRequest;
import io.sluice.spi.diagnostic.LimitSource.Limit;
import java.time.Duration;
import java.util.List;

/** Turns the configuration into limits, and limits into what an operator sees of them. */
final class LimitsReader {

  /** One waits for what comes in, one is held ready to take its place, and one is left to work. */
  private static final int MIN_THREADS = 3;

  private LimitsReader() {}

  static RequestLimits limits(RequestConfiguration configuration) {
    return new RequestLimits(
        between(0, configuration.max__body__bytes(), HostRequest.MAX_BODY_BYTES),
        between(1_024, configuration.answer__header__bytes(), 65_536),
        millis(configuration.connect__timeout__ms()),
        millis(configuration.longest__timeout__ms()),
        between(1, configuration.requests__per__plugin(), 1_024),
        between(1, configuration.requests__in__all(), 4_096),
        between(MIN_THREADS, configuration.threads(), 64));
  }

  private static Duration millis(int value) {
    return Duration.ofMillis(between(1, value, 60_000));
  }

  private static int between(int least, int value, int most) {
    return Math.max(least, Math.min(value, most));
  }

  static List<Limit> report(RequestLimits limits) {
    return List.of(
        limit("max_body_bytes", limits.bodyBytes(), "bytes of a body, each way"),
        limit("answer_header_bytes", limits.answerHeaderBytes(), "bytes of an answer's header"),
        limit("connect_timeout_ms", limits.connectTimeout().toMillis(), "ms for a TCP connect"),
        limit("longest_timeout_ms", limits.longestTimeout().toMillis(), "ms for an exchange"),
        limit("requests_per_plugin", limits.perPlugin(), "requests of a plugin at once"),
        limit("requests_in_all", limits.inAll(), "requests at once in all"),
        limit("threads", limits.threads(), "threads that read and write"));
  }

  private static Limit limit(String key, long value, String meaning) {
    return new Limit(RequestConfiguration.PID, key, value, meaning);
  }
}
