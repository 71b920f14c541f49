// SPDX-License-Identifier: Apache-2.0
package io.sluice.websocket;

import io.sluice.spi.connection.ConnectionReport;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.OptionalLong;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Tells how a connection is doing. */
final class ReportWriter {

  private final Connection connection;
  private final LongSupplier nanoTime;
  private final LongSupplier clockMillis;

  ReportWriter(Connection connection, LongSupplier nanoTime, LongSupplier clockMillis) {
    this.connection = connection;
    this.nanoTime = nanoTime;
    this.clockMillis = clockMillis;
  }

  ConnectionReport report() {
    State state = connection.state();
    Channel channel = connection.channel();
    Channel open = state instanceof State.Connected ? channel : null;
    Traffic traffic = connection.traffic();
    Failure last = connection.lastFailure();
    return new ConnectionReport(
        connection.plugin(),
        connection.ingress().spec().name(),
        channel == null ? "" : channel.origin().connection(),
        connection.source().url().display(),
        state.name(),
        Instant.ofEpochMilli(connection.stateSinceMillis()),
        state.reason(),
        open == null ? null : text(open.remoteAddress()),
        open == null ? null : open.subprotocol(),
        open == null ? null : instant(open.lastFrameMillis()),
        open == null ? null : instant(open.lastPongMillis()),
        open == null || open.roundTripNanos() < 0 ? null : Duration.ofNanos(open.roundTripNanos()),
        last == null ? null : last.code() + ": " + last.message(),
        state.tries().count(),
        nextAttemptAt(),
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

  private @Nullable Instant nextAttemptAt() {
    OptionalLong due = connection.nextAttemptNanos();
    if (due.isEmpty()) {
      return null;
    }
    long waitNanos = due.getAsLong() - nanoTime.getAsLong();
    return Instant.ofEpochMilli(clockMillis.getAsLong() + waitNanos / 1_000_000);
  }
}
