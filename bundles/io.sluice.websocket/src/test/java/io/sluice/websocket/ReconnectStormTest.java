// SPDX-License-Identifier: Apache-2.0
package io.sluice.websocket;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import io.sluice.spi.connection.RunningIngress.Source;
import io.sluice.spi.outbound.Route;
import io.sluice.spi.plugin.QueueSpec;
import io.sluice.spi.plugin.QueueSpec.Overflow;
import io.sluice.spi.plugin.SourceSpec.Reconnect;
import java.net.ConnectException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.websocket.core.CloseStatus;
import org.junit.Test;

/**
 * What a host does to peers that are gone, or do not want it; the clock and the peers are fakes.
 */
public class ReconnectStormTest {

  private static final long SECOND = 1_000_000_000L;
  private static final long LOOK_MILLIS = 100;
  private static final DialRates STANDARD =
      new DialRates(50, Duration.ofMillis(100), 20, Duration.ofSeconds(2));

  private final TestClock clock = new TestClock();
  private final FakeDialer dialer = new FakeDialer(clock::nanoTime);
  private final Random random = new Random(20_261_121);
  private final Driver driver = driver();

  private Driver driver() {
    TestLimits limits = new TestLimits();
    limits.dialRates = STANDARD;
    limits.connectionsPerPlugin = 1_000;
    limits.stableAfter = Duration.ofSeconds(30);
    WebSocketLimits built = limits.build();
    Driver made =
        new Driver(
            new DriverServices(
                new TestAuthority(),
                dialer,
                (secure, host, port) -> new Route.Direct(),
                new Places(built.connectionsInAll()),
                new DialTurns(built.dialRates(), clock::nanoTime),
                new OpenChannels(),
                new TestDiagnostics(),
                (attempt, decision) -> {},
                change -> {},
                built,
                clock::nanoTime,
                clock::millis,
                most -> random.nextLong(most + 1)));
    made.start();
    return made;
  }

  private static Source source(String host) {
    TestSource source = new TestSource("ws://" + host + "/feed");
    source.reconnect = Reconnect.STANDARD;
    return source.build();
  }

  private void follow(List<Source> sources) {
    TestService service = new TestService();
    service.ingresses(
        TestService.ingress(
            new TestPort(),
            new QueueSpec(8, 1_000, Overflow.PAUSE, 1_000),
            sources.toArray(Source[]::new)));
    driver.follow(service);
  }

  /** Follows services with five sources each. */
  private void followMany(int count, int hosts) {
    List<Source> sources = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      sources.add(source("host-" + i % hosts + ".example.com"));
      if (sources.size() == 5) {
        follow(sources);
        sources.clear();
      }
    }
  }

  private void pass(Duration span) {
    for (long left = span.toMillis(); left > 0; left -= LOOK_MILLIS) {
      clock.passMillis(LOOK_MILLIS);
      driver.look();
    }
  }

  /** Lets the time pass until all are connected, and returns how long that took. */
  private Duration awaitAll(int count, Duration limit) {
    long start = clock.nanoTime();
    while (dialer.open.size() < count && clock.nanoTime() - start < limit.toNanos()) {
      pass(Duration.ofMillis(LOOK_MILLIS));
    }
    assertEquals(count, dialer.open.size());
    return Duration.ofNanos(clock.nanoTime() - start);
  }

  private void assertWithin(int atOnce, Duration interval) {
    List<Long> dials = dialer.dials;
    for (int first = 0; first < dials.size(); first++) {
      for (int last = first; last < dials.size(); last++) {
        long span = dials.get(last) - dials.get(first);
        int most = atOnce + (int) (span / interval.toNanos());
        assertTrue((last - first + 1) + " dials in " + span + " ns", last - first + 1 <= most);
      }
    }
  }

  private void refuseAll() {
    dialer.answer(channel -> FakeDialer.refuse(channel, new ConnectException()));
  }

  @Test
  public void fiveHundredThatLoseTheirPeersTogetherComeBackWithinTheBudget() {
    followMany(500, 50);
    awaitAll(500, Duration.ofMinutes(2));
    pass(Duration.ofMinutes(2));
    dialer.dials.clear();

    refuseAll();
    dialer.loseAll();
    pass(Duration.ofMinutes(1));
    int before = dialer.dials.size();
    dialer.answer(dialer::accept);
    awaitAll(500, Duration.ofMinutes(4));

    assertWithin(STANDARD.atOnce(), STANDARD.interval());
    List<Long> back = dialer.dials.subList(before, dialer.dials.size());
    assertEquals(500, back.size());
    long spread = back.get(back.size() - 1) - back.get(0);
    assertTrue(spread + " ns", spread >= 40 * SECOND);
  }

  @Test
  public void aHundredThatLoseOneHostTogetherComeBackWithinItsBudget() {
    followMany(100, 1);
    awaitAll(100, Duration.ofMinutes(4));
    pass(Duration.ofMinutes(2));
    dialer.dials.clear();

    dialer.loseAll();
    awaitAll(100, Duration.ofMinutes(4));

    assertWithin(STANDARD.atOncePerHost(), STANDARD.intervalPerHost());
    assertEquals(100, dialer.dials.size());
  }

  @Test
  public void aPeerThatClosesEachConnectionAtOnceIsDialledLessAndLess() {
    dialer.answer(
        channel -> {
          dialer.accept(channel);
          FakeDialer.close(channel);
        });
    follow(List.of(source("example.com")));
    pass(Duration.ofMinutes(10));
    int dials = dialer.dials.size();
    assertTrue(dials + " dials", dials >= 5 && dials <= 20);
    long longest = 0;
    for (int i = 1; i < dials; i++) {
      longest = Math.max(longest, dialer.dials.get(i) - dialer.dials.get(i - 1));
    }
    assertTrue(longest + " ns", longest > 60 * SECOND && longest <= 121 * SECOND);
  }

  @Test
  public void aServerWithTooManyConnectionsIsDialledLessAndLess() {
    dialer.answer(
        channel ->
            FakeDialer.refuse(
                channel, new HandshakeRefusedException(FailureRule.ofStatus(429, 0))));
    follow(List.of(source("example.com")));
    pass(Duration.ofMinutes(10));
    int dials = dialer.dials.size();
    assertTrue(dials + " dials", dials >= 5 && dials <= 20);
  }

  @Test
  public void aServerThatClosesForPolicyEachTimeIsGivenUp() {
    dialer.answer(
        channel -> {
          dialer.accept(channel);
          channel.onFrame(new CloseStatus(1008, "too many").toFrame(), Callback.NOOP);
          FakeDialer.close(channel);
        });
    follow(List.of(source("example.com")));
    pass(Duration.ofHours(3));
    assertEquals(5, dialer.dials.size());
    assertEquals("gave_up", driver.connections().get(0).reason());
  }
}
