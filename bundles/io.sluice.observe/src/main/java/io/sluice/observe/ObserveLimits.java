// SPDX-License-Identifier: Apache-2.0
package io.sluice.observe;

import io.sluice.spi.diagnostic.LimitSource.Limit;
import io.sluice.stream.BearerToken;
import io.sluice.stream.FollowerLimits;
import io.sluice.stream.LogBounds;
import io.sluice.stream.ServerSettings;
import io.sluice.stream.ServerSettings.TlsKey;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/** Reads the configuration, and holds each number to its bounds. */
final class ObserveLimits {

  private static final int MOST_CONNECTIONS = 65_536;

  private ObserveLimits() {}

  static LogBounds log(ObserveConfiguration from) {
    return new LogBounds(
        within(1, from.log__events(), 65_536),
        Math.max(64 << 10, Math.min(from.log__bytes(), 64L << 20)),
        Duration.ofMillis(Math.max(1_000, from.log__age__ms())));
  }

  static FollowerLimits follower(ObserveConfiguration from) {
    return new FollowerLimits(
        Math.max(64 << 10, from.behind__bytes()),
        Duration.ofMillis(Math.max(100, from.write__timeout__ms())),
        Duration.ofMillis(Math.max(100, from.heartbeat__ms())));
  }

  static int eventsPerSecond(ObserveConfiguration from) {
    return within(1, from.events__per__second(), 10_000_000);
  }

  static ServerSettings server(ObserveConfiguration from) {
    return new ServerSettings(
        "sluice-observe",
        from.address(),
        from.port(),
        new BearerToken(from.token()),
        new TlsKey(from.key__store(), from.key__store__password()),
        Set.of(),
        within(1, from.connections(), MOST_CONNECTIONS),
        within(1, from.connections__per__address(), MOST_CONNECTIONS),
        Duration.ofMillis(Math.max(100, Math.min(from.handshake__ms(), 60_000))),
        within(1_024, from.header__bytes(), 65_536),
        within(4, from.threads(), 64));
  }

  private static int within(int least, int value, int most) {
    return Math.max(least, Math.min(value, most));
  }

  static List<Limit> report(ObserveConfiguration from) {
    LogBounds log = log(from);
    FollowerLimits follower = follower(from);
    ServerSettings server = server(from);
    return List.of(
        limit("log_events", log.events(), "events kept of each worker"),
        limit("log_bytes", log.bytes(), "bytes kept of each worker"),
        limit("log_age_ms", log.age().toMillis(), "ms that an event is kept"),
        limit("events_per_second", eventsPerSecond(from), "events of a plugin a second"),
        limit("behind_bytes", follower.behindBytes(), "bytes that a client may be behind"),
        limit(
            "write_timeout_ms",
            follower.writeTimeout().toMillis(),
            "ms that a client may not read"),
        limit("heartbeat_ms", follower.silence().toMillis(), "ms of silence before a heartbeat"),
        limit("connections", server.connections(), "observers in all"),
        limit(
            "connections_per_address",
            server.connectionsPerAddress(),
            "observers from one address"),
        limit("handshake_ms", server.handshake().toMillis(), "ms for a handshake"),
        limit("header_bytes", server.headerBytes(), "bytes of a request's header"),
        limit("threads", server.threadsMost(), "threads of the server"));
  }

  private static Limit limit(String key, long value, String meaning) {
    return new Limit(ObserveConfiguration.PID, key, value, meaning);
  }
}
