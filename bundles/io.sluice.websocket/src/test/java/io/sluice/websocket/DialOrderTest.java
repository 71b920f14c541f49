// SPDX-License-Identifier: Apache-2.0
package io.sluice.websocket;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertNull;
import static org.junit.Assert.assertSame;

import io.sluice.websocket.DialOrder.Turn;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.Test;

public class DialOrderTest {

  private static final long ONE = 1;
  private static final long OTHER = 2;

  private final TestClock clock = new TestClock();
  private final DialOrder order = order(50, 100, 20, 2_000);

  private DialOrder order(int atOnce, long millis, int atOncePerHost, long millisPerHost) {
    return new DialOrder(
        new DialRates(
            atOnce, Duration.ofMillis(millis), atOncePerHost, Duration.ofMillis(millisPerHost)),
        clock.nanoTime());
  }

  private static Turn add(DialOrder order, long plugin, String host) {
    Turn turn = new Turn(plugin, host, () -> {});
    order.add(turn);
    return turn;
  }

  private static List<Turn> add(DialOrder order, long plugin, String host, int count) {
    List<Turn> turns = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      turns.add(add(order, plugin, host));
    }
    return turns;
  }

  private List<Turn> takeAll(DialOrder from) {
    List<Turn> taken = new ArrayList<>();
    for (Turn turn = from.next(clock.nanoTime());
        turn != null;
        turn = from.next(clock.nanoTime())) {
      taken.add(turn);
    }
    return taken;
  }

  @Test
  public void soManyMayDialAtOnceAndThenOneAnInterval() {
    for (int i = 0; i < 100; i++) {
      add(order, ONE, "host-" + i);
    }
    assertEquals(50, takeAll(order).size());
    clock.passMillis(99);
    assertEquals(0, takeAll(order).size());
    clock.passMillis(1);
    assertEquals(1, takeAll(order).size());
    clock.passMillis(1_000);
    assertEquals(10, takeAll(order).size());
  }

  @Test
  public void soManyMayDialAHostAtOnceAndThenOneAnInterval() {
    add(order, ONE, "host", 30);
    assertEquals(20, takeAll(order).size());
    clock.passMillis(1_999);
    assertEquals(0, takeAll(order).size());
    clock.passMillis(1);
    assertEquals(1, takeAll(order).size());
  }

  @Test
  public void tokensThatAreNotTakenAddUpToTheSizeOfTheBucket() {
    add(order, ONE, "host", 20);
    takeAll(order);
    clock.pass(Duration.ofHours(1));
    add(order, ONE, "host", 30);
    assertEquals(20, takeAll(order).size());
  }

  @Test
  public void aHostWithoutATokenHoldsUpNoOther() {
    add(order, ONE, "busy", 30);
    Turn free = add(order, ONE, "free");
    List<Turn> taken = takeAll(order);
    assertEquals(21, taken.size());
    assertSame(free, taken.get(20));
  }

  @Test
  public void aHostWithoutATokenTakesNoneOfAll() {
    add(order, ONE, "busy", 1_000);
    assertEquals(20, takeAll(order).size());
    for (int i = 0; i < 40; i++) {
      add(order, OTHER, "host-" + i);
    }
    assertEquals(30, takeAll(order).size());
  }

  @Test
  public void theDialsOfAPluginKeepTheirOrder() {
    List<Turn> turns = add(order, ONE, "host", 20);
    assertEquals(turns, takeAll(order));
  }

  @Test
  public void thePluginsTakeTurns() {
    DialOrder slow = order(1, 100, 20, 100);
    List<Turn> many = add(slow, ONE, "host", 50);
    assertSame(many.get(0), slow.next(clock.nanoTime()));
    Turn few = add(slow, OTHER, "host");
    clock.passMillis(100);
    assertSame(many.get(1), slow.next(clock.nanoTime()));
    clock.passMillis(100);
    assertSame(few, slow.next(clock.nanoTime()));
    clock.passMillis(100);
    assertSame(many.get(2), slow.next(clock.nanoTime()));
  }

  @Test
  public void whoGivesItsTurnUpTakesNoToken() {
    DialOrder slow = order(1, 100, 1, 100);
    Turn first = add(slow, ONE, "host");
    Turn second = add(slow, ONE, "host");
    slow.remove(first);
    assertSame(second, slow.next(clock.nanoTime()));
    assertNull(slow.next(clock.nanoTime()));
    slow.remove(second);
    assertEquals(Map.of(), slow.forecast(clock.nanoTime()));
  }

  @Test
  public void theForecastTellsWhenEachTurnComes() {
    add(order, ONE, "host", 20);
    takeAll(order);
    clock.passMillis(500);
    Turn first = add(order, ONE, "host");
    Turn second = add(order, ONE, "host");
    Turn free = add(order, ONE, "free");
    long now = clock.nanoTime();
    assertEquals(
        Map.of(first, now + 1_500_000_000L, second, now + 3_500_000_000L, free, now),
        order.forecast(now));
  }

  @Test
  public void theForecastComesTrueIfNobodyElseComes() {
    Random random = new Random(20_261_121);
    for (int i = 0; i < 300; i++) {
      add(order, random.nextInt(5), "host-" + random.nextInt(8));
    }
    Map<Turn, Long> forecast = order.forecast(clock.nanoTime());
    Map<Turn, Long> came = new LinkedHashMap<>();
    while (came.size() < 300) {
      takeAll(order).forEach(turn -> came.put(turn, clock.nanoTime()));
      clock.passMillis(1);
    }
    assertEquals(forecast, came);
  }

  @Test
  public void aForecastTakesNothing() {
    add(order, ONE, "host", 30);
    order.forecast(clock.nanoTime());
    assertEquals(20, takeAll(order).size());
  }

  @Test
  public void hostsAreForgottenWhenTheirBucketsAreFull() {
    DialOrder fast = order(10_000, 1, 20, 2_000);
    for (int i = 0; i < 5_000; i++) {
      add(fast, ONE, "host-" + i);
    }
    takeAll(fast);
    assertEquals(5_000, fast.hosts());
    clock.passMillis(2_000);
    takeAll(fast);
    assertEquals(0, fast.hosts());
  }
}
