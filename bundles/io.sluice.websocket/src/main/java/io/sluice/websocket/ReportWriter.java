// SPDX-License-Identifier: Apache-2.0
package io.sluice.websocket;

import io.sluice.spi.connection.ConnectionReport;
import io.sluice.websocket.DialOrder.Turn;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Tells how a connection is doing. */
final class ReportWriter {

  private static final String DIAL_BUDGET = "dial_budget";

  private final Connection connection;
  private final Map<Turn, Long> turns;
  private final LongSupplier nanoTime;
  private final LongSupplier clockMillis;

  /**
   * Makes one.
   *
   * @param connection what it tells of
   * @param turns when those dials begin that wait, by the clock that only goes forward
   * @param nanoTime that clock
   * @param clockMillis the wall clock
   */
  ReportWriter(
      Connection connection,
      Map<Turn, Long> turns,
      LongSupplier nanoTime,
      LongSupplier clockMillis) {
    this.connection = connection;
    this.turns = turns;
    this.nanoTime = nanoTime;
    this.clockMillis = clockMillis;
  }

  ConnectionReport report() {
    State state = connection.state();
    Channel channel = connection.channel();
    Channel open = state instanceof State.Connected ? channel : null;
    Traffic traffic = connection.traffic();
    Failure last = connection.lastFailure();
    OptionalLong turn = turnNanos();
    return new ConnectionReport(
        connection.plugin(),
        connection.ingress().spec().name(),
        connection.id(),
        connection.source().url().display(),
        state.name(),
        Instant.ofEpochMilli(connection.stateSinceMillis()),
        turn.isPresent() ? DIAL_BUDGET : state.reason(),
        open == null ? null : text(open.remoteAddress()),
        open == null ? null : open.subprotocol(),
        open == null ? null : instant(open.lastFrameMillis()),
        open == null ? null : instant(open.lastPongMillis()),
        open == null || open.roundTripNanos() < 0 ? null : Duration.ofNanos(open.roundTripNanos()),
        last == null ? null : last.code() + ": " + last.message(),
        state.tries().count(),
        at(turn.isPresent() ? turn : connection.nextAttemptNanos()),
        traffic.framesIn(),
        traffic.bytesIn(),
        traffic.framesOut(),
        traffic.bytesOut(),
        traffic.unsupportedFrames(),
        traffic.pauses(),
        traffic.sendFailures(),
        open == null ? 0 : open.sendsWaiting());
  }

  /** As it would stand in a URL, without the name that was looked up. */
  private static @Nullable String text(@Nullable SocketAddress address) {
    if (!(address instanceof InetSocketAddress inet) || inet.getAddress() == null) {
      return null;
    }
    String host = inet.getAddress().getHostAddress();
    return (host.contains(":") ? "[" + host + "]" : host) + ":" + inet.getPort();
  }

  private static @Nullable Instant instant(long millis) {
    return millis == 0 ? null : Instant.ofEpochMilli(millis);
  }

  private OptionalLong turnNanos() {
    Turn waiting = connection.turn();
    Long due = waiting == null ? null : turns.get(waiting);
    return due == null ? OptionalLong.empty() : OptionalLong.of(due);
  }

  private @Nullable Instant at(OptionalLong due) {
    if (due.isEmpty()) {
      return null;
    }
    long waitNanos = due.getAsLong() - nanoTime.getAsLong();
    return Instant.ofEpochMilli(clockMillis.getAsLong() + waitNanos / 1_000_000);
  }
}
