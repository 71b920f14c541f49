// SPDX-License-Identifier: Apache-2.0
package io.sluice.ingress;

import io.sluice.api.event.EventKind;
import io.sluice.api.event.IngressEvent;
import io.sluice.spi.ingress.EventConsumer;
import io.sluice.spi.plugin.IngressSpec;
import io.sluice.spi.plugin.QueueSpec;
import io.sluice.spi.plugin.QueueSpec.Overflow;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** A lane with everything around it that a test takes into its own hands: pool, clocks, looks. */
final class LaneBench implements AutoCloseable {

  static final String PLUGIN = "com.example.plugin";
  static final Duration WARN = Duration.ofSeconds(1);
  static final Duration INTERRUPT = Duration.ofSeconds(30);

  final HandRun pool = new HandRun();
  final RecordedDiagnostics diagnostics = new RecordedDiagnostics();
  final AtomicLong millis = new AtomicLong(5_000);
  final AtomicLong nanos = new AtomicLong(1_000_000_000_000L);
  final AtomicInteger occupied = new AtomicInteger();
  final WatchedCalls calls = new WatchedCalls(occupied::set, () -> {});
  final Watchdog watchdog = new Watchdog(List.of(calls), nanos::get);
  final List<IngressEvent> handled = new ArrayList<>();
  boolean othersWait;

  private final IngressLimits limits =
      new IngressLimits(4, QueueSpec.MAX_CAPACITY, QueueSpec.MAX_BYTES, WARN, INTERRUPT);

  Lane lane() {
    return lane(pool);
  }

  Lane lane(Executor executor) {
    return Lane.open(
        PLUGIN,
        new LaneServices(
            executor,
            () -> othersWait,
            calls,
            watchdog,
            limits,
            diagnostics,
            millis::get,
            nanos::get));
  }

  /** A queue on a lane of its own, whose events are remembered once they are handled. */
  EventQueue queue(int texts, long bytes, Overflow overflow) {
    return queue(lane(), spec(texts, bytes, overflow), handled::add);
  }

  static EventQueue queue(Lane lane, IngressSpec spec, EventConsumer consumer) {
    return (EventQueue) lane.open(spec, consumer);
  }

  static IngressSpec spec(int texts, long bytes, Overflow overflow) {
    return spec(Events.INGRESS, texts, bytes, overflow, EnumSet.allOf(EventKind.class));
  }

  static IngressSpec spec(
      String name, int texts, long bytes, Overflow overflow, Set<EventKind> kinds) {
    return new IngressSpec(
        name, "", kinds, new QueueSpec(texts, bytes, overflow, 60_000), List.of());
  }

  /** Has the watchdog look after some time. */
  void lookAfter(Duration time) {
    nanos.addAndGet(time.toNanos());
    watchdog.look();
  }

  @Override
  public void close() {
    watchdog.close();
  }
}
