// SPDX-License-Identifier: Apache-2.0
package io.sluice.proxy;

import io.sluice.spi.diagnostic.LimitSource.Limit;
import io.sluice.stream.BearerToken;
import io.sluice.stream.FollowerLimits;
import io.sluice.stream.LogBounds;
import io.sluice.stream.ServerSettings;
import io.sluice.stream.ServerSettings.TlsKey;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/** Reads the configuration, and holds each number to its bounds. */
final class ProxyLimits {

  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);
  private static final Duration HANDSHAKE = Duration.ofSeconds(10);
  private static final int MOST_CONNECTIONS = 65_536;

  private ProxyLimits() {}

  static LogBounds log(ProxyConfiguration from) {
    return new LogBounds(
        within(1, from.log__events(), 65_536),
        Math.max(64 << 10, Math.min(from.log__bytes(), 64L << 20)),
        Duration.ofMillis(Math.max(1_000, from.log__age__ms())));
  }

  static FollowerLimits follower(ProxyConfiguration from) {
    return new FollowerLimits(
        Math.max(64 << 10, from.behind__bytes()),
        Duration.ofMillis(Math.max(100, from.write__timeout__ms())),
        Duration.ofMillis(Math.max(100, from.heartbeat__ms())));
  }

  static UpstreamLimits upstream(ProxyConfiguration from) {
    return new UpstreamLimits(
        within(1, from.workers(), 65_536),
        millis(0, from.linger__ms(), 3_600_000),
        millis(10, from.reconnect__initial__ms(), 60_000),
        millis(10, from.reconnect__max__ms(), 600_000),
        CONNECT_TIMEOUT,
        HANDSHAKE,
        millis(1_000, from.silence__ms(), 600_000),
        within(4, from.client__threads(), 64));
  }

  private static Duration millis(long least, long value, long most) {
    return Duration.ofMillis(Math.max(least, Math.min(value, most)));
  }

  static ServerSettings server(ProxyConfiguration from) {
    return new ServerSettings(
        "sluice-proxy",
        from.address(),
        from.port(),
        new BearerToken(from.token()),
        new TlsKey(from.key__store(), from.key__store__password()),
        Set.copyOf(Arrays.asList(from.origins())),
        within(1, from.connections(), MOST_CONNECTIONS),
        within(1, from.connections__per__address(), MOST_CONNECTIONS),
        Duration.ofMillis(Math.max(100, Math.min(from.handshake__ms(), 60_000))),
        within(1_024, from.header__bytes(), 65_536),
        within(4, from.threads(), 64));
  }

  private static int within(int least, int value, int most) {
    return Math.max(least, Math.min(value, most));
  }

  static List<Limit> report(ProxyConfiguration from) {
    LogBounds log = log(from);
    FollowerLimits follower = follower(from);
    ServerSettings server = server(from);
    UpstreamLimits upstream = upstream(from);
    return List.of(
        limit("log_events", log.events(), "events kept of each worker"),
        limit("log_bytes", log.bytes(), "bytes kept of each worker"),
        limit("log_age_ms", log.age().toMillis(), "ms that an event is kept"),
        limit("behind_bytes", follower.behindBytes(), "bytes that a client may be behind"),
        limit(
            "write_timeout_ms",
            follower.writeTimeout().toMillis(),
            "ms that a client may not read"),
        limit("heartbeat_ms", follower.silence().toMillis(), "ms of silence before a heartbeat"),
        limit("connections", server.connections(), "clients in all"),
        limit(
            "connections_per_address", server.connectionsPerAddress(), "clients from one address"),
        limit("handshake_ms", server.handshake().toMillis(), "ms for a handshake"),
        limit("header_bytes", server.headerBytes(), "bytes of a request's header"),
        limit("threads", server.threadsMost(), "threads of the server"),
        limit("workers", upstream.workers(), "workers of which something is kept"),
        limit("linger_ms", upstream.linger().toMillis(), "ms from the last client to the end"),
        limit(
            "reconnect_initial_ms",
            upstream.reconnectLeast().toMillis(),
            "ms for the first retry, at most"),
        limit(
            "reconnect_max_ms",
            upstream.reconnectMost().toMillis(),
            "ms for a later retry, at most"),
        limit("silence_ms", upstream.silence().toMillis(), "ms that a Runtime may be silent"),
        limit("client_threads", upstream.threads(), "threads of the client"));
  }

  private static Limit limit(String key, long value, String meaning) {
    return new Limit(ProxyConfiguration.PID, key, value, meaning);
  }
}
