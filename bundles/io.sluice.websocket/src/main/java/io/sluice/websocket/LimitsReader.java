// SPDX-License-Identifier: Apache-2.0
package io.sluice.websocket;

import io.sluice.spi.diagnostic.LimitSource.Limit;
import io.sluice.spi.plugin.SourceSpec;
import java.time.Duration;
import java.util.List;

/** Turns the configuration into limits, and limits into what an operator sees of them. */
final class LimitsReader {

  /** One waits for what comes in, one is held ready to take its place, and one is left to work. */
  private static final int MIN_THREADS = 3;

  private LimitsReader() {}

  static WebSocketLimits limits(WebSocketConfiguration configuration) {
    return new WebSocketLimits(
        millis(configuration.connect__timeout__ms(), 60_000),
        millis(configuration.handshake__timeout__ms(), 60_000),
        between(1_024, configuration.handshake__header__bytes(), 1 << 20),
        between(1, configuration.max__text__bytes(), SourceSpec.MAX_TEXT_BYTES),
        between(1, configuration.max__fragments(), 1_000_000),
        millis(configuration.assembly__timeout__ms(), 600_000),
        between(1, configuration.control__frames__per__second(), 100_000),
        millis(configuration.close__timeout__ms(), 30_000),
        between(1, configuration.waiting__texts(), 65_536),
        between(1, configuration.waiting__bytes(), 64 << 20),
        millis(configuration.send__timeout__ms(), 600_000),
        between(1, configuration.connections__per__plugin(), 4_096),
        between(1, configuration.connections__in__all(), 1_000_000),
        dialRates(configuration),
        millis(configuration.stable__after__ms(), 3_600_000),
        between(MIN_THREADS, configuration.threads(), 256));
  }

  private static DialRates dialRates(WebSocketConfiguration configuration) {
    return new DialRates(
        between(1, configuration.dials__at__once(), 10_000),
        millis(configuration.dial__interval__ms(), 60_000),
        between(1, configuration.dials__at__once__per__host(), 10_000),
        millis(configuration.dial__interval__per__host__ms(), 60_000));
  }

  static PullLimits pullLimits(WebSocketConfiguration configuration) {
    return new PullLimits(
        between(1, configuration.pull__handles__per__plugin(), 64),
        millis(configuration.pull__age__ms(), 3_600_000),
        millis(configuration.pull__receive__wait__ms(), 600_000),
        between(1, configuration.pull__buffer__texts(), 65_536),
        between(1, configuration.pull__buffer__bytes(), 64 << 20));
  }

  private static Duration millis(int value, int most) {
    return Duration.ofMillis(between(1, value, most));
  }

  private static int between(int least, int value, int most) {
    return Math.max(least, Math.min(value, most));
  }

  static List<Limit> report(WebSocketLimits limits) {
    DialRates rates = limits.dialRates();
    return List.of(
        limit("connect_timeout_ms", limits.connectTimeout(), "ms for a TCP connect"),
        limit("handshake_timeout_ms", limits.handshakeTimeout(), "ms for an attempt in all"),
        limit(
            "handshake_header_bytes", limits.handshakeHeaderBytes(), "bytes of an answer's header"),
        limit("max_text_bytes", limits.textBytes(), "bytes of a text"),
        limit("max_fragments", limits.fragments(), "fragments of a message"),
        limit("assembly_timeout_ms", limits.assemblyTimeout(), "ms for a message to arrive"),
        limit(
            "control_frames_per_second",
            limits.controlFramesPerSecond(),
            "pings and pongs of a peer in a second"),
        limit("close_timeout_ms", limits.closeTimeout(), "ms for a peer to close"),
        limit("waiting_texts", limits.waitingFrames(), "texts that wait to be sent"),
        limit("waiting_bytes", limits.waitingBytes(), "bytes that wait to be sent"),
        limit("send_timeout_ms", limits.sendTimeout(), "ms that a text may wait to be sent"),
        limit("connections_per_plugin", limits.connectionsPerPlugin(), "connections of a plugin"),
        limit("connections_in_all", limits.connectionsInAll(), "connections in all"),
        limit("dials_at_once", rates.atOnce(), "dials at once, in all"),
        limit("dial_interval_ms", rates.interval(), "ms for one more, in all"),
        limit("dials_at_once_per_host", rates.atOncePerHost(), "dials of a host at once"),
        limit(
            "dial_interval_per_host_ms", rates.intervalPerHost(), "ms for one more dial of a host"),
        limit("stable_after_ms", limits.stableAfter(), "ms until a connection counts as stable"),
        limit("threads", limits.threads(), "threads that read and write"));
  }

  static List<Limit> report(PullLimits limits) {
    return List.of(
        limit("pull_handles_per_plugin", limits.perPlugin(), "pull handles of a plugin"),
        limit("pull_age_ms", limits.age(), "ms that a pull handle may be there"),
        limit("pull_receive_wait_ms", limits.longestWait(), "ms to wait for a text of one"),
        limit("pull_buffer_texts", limits.bufferTexts(), "texts of one that wait to be received"),
        limit("pull_buffer_bytes", limits.bufferBytes(), "bytes of one that wait to be received"));
  }

  private static Limit limit(String key, Duration value, String meaning) {
    return new Limit(WebSocketConfiguration.PID, key, value.toMillis(), meaning);
  }

  private static Limit limit(String key, long value, String meaning) {
    return new Limit(WebSocketConfiguration.PID, key, value, meaning);
  }
}
