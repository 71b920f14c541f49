// SPDX-License-Identifier: Apache-2.0
package io.sluice.ingress;

import io.sluice.api.event.EventKind;
import io.sluice.api.event.EventOrigin;
import io.sluice.api.event.WebSocketText;
import io.sluice.spi.ingress.EventConsumer;
import io.sluice.spi.plugin.IngressSpec;
import io.sluice.spi.plugin.QueueSpec;
import io.sluice.spi.plugin.QueueSpec.Overflow;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A lane with one queue, and a pool that only counts how often the lane is handed to it: the test
 * runs it, on the thread that is to meet another. The lane never lingers, so that it is at the
 * point where it rests as often as can be.
 */
final class HeldLane {

  static final int BYTES = 10;

  private static final EventOrigin ORIGIN =
      new EventOrigin("gateway", "websocket:wss://a.example/", "c1", 1);
  private static final IngressLimits LIMITS =
      new IngressLimits(
          4,
          QueueSpec.MAX_CAPACITY,
          QueueSpec.MAX_BYTES,
          Duration.ofSeconds(1),
          Duration.ofSeconds(30));

  /** It is closed, so that it interrupts nothing: the threads are not ours. */
  private static final Watchdog NO_WATCHDOG = new Watchdog(List.of(), () -> 0);

  static {
    NO_WATCHDOG.close();
  }

  final EventQueue queue;
  private final AtomicInteger handed = new AtomicInteger();
  private final Lane lane;

  HeldLane(int texts, Overflow overflow, EventConsumer consumer) {
    lane =
        Lane.open(
            "com.example.plugin",
            new LaneServices(
                task -> handed.incrementAndGet(),
                () -> true,
                new WatchedCalls(occupied -> {}, () -> {}),
                NO_WATCHDOG,
                LIMITS,
                (severity, kind, code, plugin, connection, message) -> {},
                () -> 0,
                () -> 0));
    QueueSpec bounds = new QueueSpec(texts, QueueSpec.MAX_BYTES, overflow, 60_000);
    queue =
        (EventQueue)
            lane.open(
                new IngressSpec("gateway", "", EnumSet.allOf(EventKind.class), bounds, List.of()),
                consumer);
  }

  static WebSocketText text(long serial) {
    return new WebSocketText(ORIGIN, 0, serial, "text");
  }

  /** How often the lane was handed over and was not run since. */
  int handed() {
    return handed.get();
  }

  /** What a thread of the pool does, if the lane was handed over. */
  void run() {
    if (handed.get() > 0) {
      handed.decrementAndGet();
      lane.run();
    }
  }

  /** What the pool does sooner or later. */
  void runAll() {
    while (handed.get() > 0) {
      run();
    }
  }
}
