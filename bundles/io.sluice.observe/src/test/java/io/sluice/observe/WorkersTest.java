// SPDX-License-Identifier: Apache-2.0
package io.sluice.observe;

import static io.sluice.observe.TestWorkers.plugin;
import static io.sluice.observe.TestWorkers.running;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import io.sluice.spi.roster.PluginReport;
import io.sluice.spi.roster.PluginReport.IngressReport;
import io.sluice.spi.roster.PluginReport.ServiceState;
import io.sluice.spi.roster.PluginReport.Status;
import io.sluice.stream.KeptFrames;
import io.sluice.stream.LogBounds;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.Test;

public final class WorkersTest {

  private final TestWorkers workers = new TestWorkers();

  private static PluginReport with(boolean handled, boolean granted) {
    return plugin(
        "w",
        Status.RUNNING,
        ServiceState.RUNNING,
        "",
        List.of(new IngressReport("feed", handled, granted, null)));
  }

  @Test
  public void eachPluginIsAWorker() {
    workers.report(running("b"), running("a"));
    assertEquals(List.of("a", "b"), List.copyOf(workers.all().all().keySet()));
    assertFalse(workers.all().present("c").isPresent());
  }

  @Test
  public void whatHasNotChangedIsNotToldAgain() {
    workers.report(with(true, true));
    KeptFrames frames = workers.follow("w");
    workers.report(with(true, true));
    assertEquals(List.of("snapshot"), frames.kinds());
  }

  @Test
  public void whatHasChangedIsTold() {
    workers.report(with(false, false));
    KeptFrames frames = workers.follow("w");
    workers.report(with(true, false));
    workers.report(with(true, true));
    workers.report(
        plugin("w", Status.PARTIAL, ServiceState.RUNNING, "a target is not granted", List.of()));

    assertEquals(List.of("snapshot", "ingress", "ingress", "status"), frames.kinds());
    String last = frames.frames().get(3);
    assertTrue(last, last.contains("\"status\":\"partial\""));
    assertTrue(last, last.contains("\"reason\":\"a target is not granted\""));
  }

  @Test
  public void oneThatStopsIsUnavailableAndItsStreamGoesOn() {
    workers.report(running("w"));
    KeptFrames frames = workers.follow("w");
    workers.report(plugin("w", Status.WAITING, ServiceState.STOPPED, "start bundle 7"));
    workers.report(running("w"));

    assertEquals(
        List.of("snapshot", "status", "runtime.worker_unavailable", "status"), frames.kinds());
    String told = frames.frames().get(2);
    assertTrue(told, told.contains("the worker is not running: start bundle 7; the stream goes"));
    assertEquals(0, frames.closeCode());
  }

  @Test
  public void oneWithoutAServiceToRunIsRunningAllTheSame() {
    workers.report(plugin("w", Status.RUNNING, ServiceState.READY, ""));
    assertTrue(workers.present("w").isRunning());
    workers.report(plugin("w", Status.WAITING, ServiceState.READY, "no grant names it"));
    assertFalse(workers.present("w").isRunning());
  }

  @Test
  public void oneThatWasUninstalledEndsItsStreamsAfterItsLastEvent() {
    workers.report(running("w"), running("other"));
    KeptFrames frames = workers.follow("w");
    KeptFrames others = workers.follow("other");
    workers.report(running("other"));

    assertEquals(List.of("snapshot", "status", "runtime.worker_not_found"), frames.kinds());
    assertTrue(frames.frames().get(1), frames.frames().get(1).contains("\"status\":\"gone\""));
    assertEquals(4404, frames.closeCode());
    assertEquals(List.of("snapshot"), others.kinds());
    assertFalse(workers.all().present("w").isPresent());
  }

  @Test
  public void oneThatComesBackGoesOnWithItsLog() {
    workers.report(running("w"));
    long before = workers.present("w").stream().report().last();
    workers.report();
    workers.report(running("w"));
    assertEquals(before + 2, workers.present("w").stream().report().last());
  }

  @Test
  public void oneThatIsGoneIsForgottenWhenNothingOfItIsKept() {
    workers.report(running("w"));
    workers.report();
    workers.pass(LogBounds.STANDARD.age());
    assertEquals(1, workers.all().all().size());
    workers.pass(LogBounds.STANDARD.age());
    assertEquals(Map.of(), workers.all().all());
  }

  @Test
  public void oneThatIsHereIsNotForgotten() {
    workers.report(running("w"));
    workers.pass(LogBounds.STANDARD.age().multipliedBy(3));
    assertTrue(workers.all().present("w").isPresent());
  }

  @Test
  public void ofBundlesWithOneNameTheFirstCounts() {
    workers.report(plugin("w", Status.AMBIGUOUS, ServiceState.READY, "two of them"), running("w"));
    assertEquals("ambiguous", workers.present("w").status().status());
  }

  @Test
  public void noMoreAreKeptThanFit() {
    workers.all().follow(IntStream.range(0, 1_100).mapToObj(i -> running("w" + i)).toList());
    assertEquals(1_024, workers.all().all().size());
  }
}
