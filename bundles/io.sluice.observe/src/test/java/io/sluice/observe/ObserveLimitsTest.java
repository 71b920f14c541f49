// SPDX-License-Identifier: Apache-2.0
package io.sluice.observe;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;

import io.sluice.spi.diagnostic.LimitSource.Limit;
import io.sluice.stream.FollowerLimits;
import io.sluice.stream.LogBounds;
import io.sluice.stream.ServerSettings;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.Test;

public final class ObserveLimitsTest {

  /** The configuration with these values, and else with its defaults. */
  private static ObserveConfiguration with(Map<String, Object> values) {
    return (ObserveConfiguration)
        Proxy.newProxyInstance(
            ObserveConfiguration.class.getClassLoader(),
            new Class<?>[] {ObserveConfiguration.class},
            (proxy, method, arguments) ->
                values.getOrDefault(method.getName(), method.getDefaultValue()));
  }

  @Test
  public void theDefaultsAreThoseOfTheContract() {
    ObserveConfiguration standard = with(Map.of());
    assertEquals(LogBounds.STANDARD, ObserveLimits.log(standard));
    assertEquals(FollowerLimits.STANDARD, ObserveLimits.follower(standard));
    ServerSettings server = ObserveLimits.server(standard);
    assertEquals("127.0.0.1", server.address());
    assertEquals(9471, server.port());
    assertFalse(server.token().isThere());
    assertFalse(server.tls().isThere());
    assertEquals("no browser is let in", 0, server.origins().size());
  }

  @Test
  public void whatIsTooSmallIsTheLeast() {
    ObserveConfiguration small =
        with(
            Map.of(
                "log__events",
                0,
                "log__bytes",
                0L,
                "log__age__ms",
                -1L,
                "behind__bytes",
                0L,
                "write__timeout__ms",
                0L,
                "events__per__second",
                0,
                "connections",
                0,
                "handshake__ms",
                0L));
    assertEquals(new LogBounds(1, 65_536, Duration.ofSeconds(1)), ObserveLimits.log(small));
    assertEquals(65_536, ObserveLimits.follower(small).behindBytes());
    assertEquals(Duration.ofMillis(100), ObserveLimits.follower(small).writeTimeout());
    assertEquals(1, ObserveLimits.eventsPerSecond(small));
    assertEquals(1, ObserveLimits.server(small).connections());
    assertEquals(Duration.ofMillis(100), ObserveLimits.server(small).handshake());
  }

  @Test
  public void whatIsTooLargeIsTheMost() {
    ObserveConfiguration large =
        with(
            Map.of(
                "log__events",
                Integer.MAX_VALUE,
                "log__bytes",
                Long.MAX_VALUE,
                "connections",
                Integer.MAX_VALUE,
                "handshake__ms",
                Long.MAX_VALUE,
                "header__bytes",
                Integer.MAX_VALUE));
    assertEquals(65_536, ObserveLimits.log(large).events());
    assertEquals(64L << 20, ObserveLimits.log(large).bytes());
    assertEquals(65_536, ObserveLimits.server(large).connections());
    assertEquals(Duration.ofSeconds(60), ObserveLimits.server(large).handshake());
    assertEquals(65_536, ObserveLimits.server(large).headerBytes());
  }

  @Test
  public void whatHoldsIsReportedAndNoSecretIs() {
    ObserveConfiguration secret =
        with(Map.of("token", "s3cret", "key__store__password", "s3cret", "log__events", 0));
    Map<String, Long> reported =
        ObserveLimits.report(secret).stream().collect(Collectors.toMap(Limit::key, Limit::value));
    assertEquals(Long.valueOf(1), reported.get("log_events"));
    assertEquals(Long.valueOf(4_096), reported.get("connections"));
    assertFalse(ObserveLimits.report(secret).toString().contains("s3cret"));
    assertFalse(ObserveLimits.server(secret).toString().contains("s3cret"));
  }
}
