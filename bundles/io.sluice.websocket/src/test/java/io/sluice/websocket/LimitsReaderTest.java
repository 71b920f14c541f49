// SPDX-License-Identifier: Apache-2.0
package io.sluice.websocket;

import static org.junit.Assert.assertEquals;

import io.sluice.spi.diagnostic.LimitSource.Limit;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.function.IntUnaryOperator;
import java.util.stream.Stream;
import org.junit.Test;

public class LimitsReaderTest {

  /** A configuration in which each default was changed. */
  private static WebSocketConfiguration configuration(IntUnaryOperator change) {
    return (WebSocketConfiguration)
        Proxy.newProxyInstance(
            WebSocketConfiguration.class.getClassLoader(),
            new Class<?>[] {WebSocketConfiguration.class},
            (proxy, method, arguments) -> change.applyAsInt((Integer) method.getDefaultValue()));
  }

  private static WebSocketLimits limits(IntUnaryOperator change) {
    return LimitsReader.limits(configuration(change));
  }

  private static PullLimits pullLimits(IntUnaryOperator change) {
    return LimitsReader.pullLimits(configuration(change));
  }

  @Test
  public void theDefaultsAreThoseOfTheManual() {
    assertEquals(
        new WebSocketLimits(
            Duration.ofSeconds(5),
            Duration.ofSeconds(10),
            16 << 10,
            256 << 10,
            4_096,
            Duration.ofSeconds(30),
            20,
            Duration.ofSeconds(3),
            64,
            1 << 20,
            Duration.ofSeconds(10),
            8,
            4_096,
            new DialRates(50, Duration.ofMillis(100), 20, Duration.ofSeconds(2)),
            Duration.ofSeconds(30),
            8),
        limits(standard -> standard));
  }

  @Test
  public void whatIsTooLittleIsTheLeast() {
    Duration least = Duration.ofMillis(1);
    assertEquals(
        new WebSocketLimits(
            least,
            least,
            1_024,
            1,
            1,
            least,
            1,
            least,
            1,
            1,
            least,
            1,
            1,
            new DialRates(1, least, 1, least),
            least,
            3),
        limits(standard -> -1));
  }

  @Test
  public void whatIsTooMuchIsTheMost() {
    assertEquals(
        new WebSocketLimits(
            Duration.ofMinutes(1),
            Duration.ofMinutes(1),
            1 << 20,
            16 << 20,
            1_000_000,
            Duration.ofMinutes(10),
            100_000,
            Duration.ofSeconds(30),
            65_536,
            64 << 20,
            Duration.ofMinutes(10),
            4_096,
            1_000_000,
            new DialRates(10_000, Duration.ofMinutes(1), 10_000, Duration.ofMinutes(1)),
            Duration.ofHours(1),
            256),
        limits(standard -> Integer.MAX_VALUE));
  }

  @Test
  public void theDefaultsOfPullHandlesAreThoseOfTheManual() {
    assertEquals(
        new PullLimits(4, Duration.ofMinutes(15), Duration.ofSeconds(30), 64, 1 << 20),
        pullLimits(standard -> standard));
  }

  @Test
  public void whatIsTooLittleForPullHandlesIsTheLeast() {
    Duration least = Duration.ofMillis(1);
    assertEquals(new PullLimits(1, least, least, 1, 1), pullLimits(standard -> -1));
  }

  @Test
  public void whatIsTooMuchForPullHandlesIsTheMost() {
    assertEquals(
        new PullLimits(64, Duration.ofHours(1), Duration.ofMinutes(10), 65_536, 64 << 20),
        pullLimits(standard -> Integer.MAX_VALUE));
  }

  @Test
  public void eachLimitIsShownUnderItsKey() {
    List<Limit> shown = LimitsReader.report(limits(standard -> standard));
    assertEquals(
        new Limit("io.sluice.websocket", "close_timeout_ms", 3_000, "ms for a peer to close"),
        shown.get(7));
    assertEquals(
        List.of(
            "connect_timeout_ms",
            "handshake_timeout_ms",
            "handshake_header_bytes",
            "max_text_bytes",
            "max_fragments",
            "assembly_timeout_ms",
            "control_frames_per_second",
            "close_timeout_ms",
            "waiting_texts",
            "waiting_bytes",
            "send_timeout_ms",
            "connections_per_plugin",
            "connections_in_all",
            "dials_at_once",
            "dial_interval_ms",
            "dials_at_once_per_host",
            "dial_interval_per_host_ms",
            "stable_after_ms",
            "threads"),
        shown.stream().map(Limit::key).toList());
  }

  @Test
  public void theKeysAreThoseOfTheConfiguration() {
    List<String> keys =
        List.of(WebSocketConfiguration.class.getDeclaredMethods()).stream()
            .map(method -> method.getName().replace("__", "_"))
            .sorted()
            .toList();
    List<String> shown =
        Stream.concat(
                LimitsReader.report(limits(standard -> standard)).stream(),
                LimitsReader.report(pullLimits(standard -> standard)).stream())
            .map(Limit::key)
            .sorted()
            .toList();
    assertEquals(keys, shown);
  }
}
