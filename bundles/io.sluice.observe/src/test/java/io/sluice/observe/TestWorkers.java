// SPDX-License-Identifier: Apache-2.0
package io.sluice.observe;

import io.sluice.spi.plugin.PluginId;
import io.sluice.spi.roster.PluginReport;
import io.sluice.spi.roster.PluginReport.IngressReport;
import io.sluice.spi.roster.PluginReport.ServiceState;
import io.sluice.spi.roster.PluginReport.Status;
import io.sluice.stream.CursorSecret;
import io.sluice.stream.Follower;
import io.sluice.stream.FollowerLimits;
import io.sluice.stream.FrameView;
import io.sluice.stream.KeptFrames;
import io.sluice.stream.LogBounds;
import io.sluice.stream.StreamName;
import io.sluice.stream.WorkerStream;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** Workers whose time and plugins are the test's. */
final class TestWorkers {

  static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
  static final int PER_SECOND = 5;

  private final AtomicLong nanos = new AtomicLong();
  private final AtomicLong epochs = new AtomicLong();
  private final CursorSecret secret = CursorSecret.random(new SecureRandom());
  private final Workers workers = new Workers(this::worker, Clock.fixed(NOW, ZoneOffset.UTC));

  private Worker worker(String name) {
    return new Worker(
        new WorkerStream(
            new StreamName("runtime", null, name),
            secret,
            epochs.incrementAndGet(),
            LogBounds.STANDARD,
            Runnable::run,
            nanos::get,
            Clock.fixed(NOW, ZoneOffset.UTC)),
        new EventRate(PER_SECOND, nanos::get));
  }

  Workers all() {
    return workers;
  }

  void pass(Duration time) {
    nanos.addAndGet(time.toNanos());
    workers.look();
  }

  /** A plugin without ingresses. */
  static PluginReport plugin(String name, Status status, ServiceState service, String reason) {
    return plugin(name, status, service, reason, List.of());
  }

  static PluginReport plugin(
      String name,
      Status status,
      ServiceState service,
      String reason,
      List<IngressReport> ingresses) {
    return new PluginReport(
        new PluginId(name, "1.0.0", "sha256:0", 7),
        status,
        reason,
        "ACTIVE",
        null,
        service,
        NOW,
        ingresses,
        0,
        0);
  }

  /** A plugin whose service runs. */
  static PluginReport running(String name) {
    return plugin(name, Status.RUNNING, ServiceState.RUNNING, "");
  }

  /** Tells of one plugin, and that there is no other. */
  void report(PluginReport... plugins) {
    workers.follow(List.of(plugins));
  }

  Worker present(String name) {
    return workers.present(name).orElseThrow();
  }

  /** Follows a worker from now on. */
  KeptFrames follow(String name) {
    KeptFrames frames = new KeptFrames();
    Follower follower =
        present(name).stream().follow(null, frames, FollowerLimits.STANDARD, FrameView.WHOLE);
    follower.begin();
    return frames;
  }
}
