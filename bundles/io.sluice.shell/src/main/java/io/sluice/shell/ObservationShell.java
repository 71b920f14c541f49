// SPDX-License-Identifier: Apache-2.0
package io.sluice.shell;

import io.sluice.spi.observation.ObserverReport;
import io.sluice.spi.observation.RefusalReport;
import io.sluice.spi.observation.RuntimeObservation;
import io.sluice.spi.observation.RuntimeReport;
import io.sluice.spi.observation.RuntimeReport.Upstream;
import io.sluice.spi.observation.WorkerObservation;
import io.sluice.spi.observation.WorkerReport;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.felix.service.command.Descriptor;
import org.apache.felix.service.command.Parameter;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;

/** The commands about who observes what. */
@Component(
    service = ObservationShell.class,
    property = {
      "osgi.command.scope=sluice",
      "osgi.command.function=workers",
      "osgi.command.function=observers",
      "osgi.command.function=runtimes"
    })
public final class ObservationShell {

  private final Clock clock = Clock.systemUTC();

  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  private volatile @Nullable WorkerObservation workers;

  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  private volatile @Nullable RuntimeObservation runtimes;

  /**
   * Lists the workers of this Runtime.
   *
   * @param json whether to print JSON
   * @param nothing what is too much
   * @return a line for each worker
   */
  @Descriptor("lists the workers that can be observed")
  public String workers(
      @Descriptor("print JSON")
          @Parameter(names = "--json", presentValue = "true", absentValue = "false")
          boolean json,
      String... nothing) {
    Services.requireNothing(nothing);
    List<WorkerReport> found = Services.require(workers, "io.sluice.observe").workers();
    if (json) {
      return Json.of(found);
    }
    Table table =
        new Table("WORKER", "VERSION", "STATUS", "SERVICE", "EVENTS", "KEPT", "BYTES", "FOLLOWERS");
    for (WorkerReport worker : found) {
      table.row(
          worker.worker(),
          worker.version(),
          worker.status(),
          worker.service(),
          worker.published(),
          worker.kept(),
          worker.keptBytes(),
          worker.followers());
    }
    return table.isEmpty() ? "no worker; sluice:list shows the plugins" : table.toString();
  }

  /**
   * Lists those who observe, or counts those who were not let.
   *
   * @param json whether to print JSON
   * @param refused whether to count
   * @param nothing what is too much
   * @return a line for each stream, or for each endpoint
   */
  @Descriptor("lists those who observe workers of this Runtime, or by this Backend")
  public String observers(
      @Descriptor("print JSON")
          @Parameter(names = "--json", presentValue = "true", absentValue = "false")
          boolean json,
      @Descriptor("count what was refused instead")
          @Parameter(names = "--refused", presentValue = "true", absentValue = "false")
          boolean refused,
      String... nothing) {
    Services.requireNothing(nothing);
    if (refused) {
      return refusals(json);
    }
    List<ObserverReport> found = observers();
    if (json) {
      return Json.of(found);
    }
    Table table = new Table("WORKER", "FROM", "FOR", "FRAMES", "BYTES", "BEHIND");
    Instant now = clock.instant();
    for (ObserverReport observer : found) {
      table.row(
          observer.worker(),
          observer.remoteAddress(),
          Ages.of(observer.since(), now),
          observer.frames(),
          observer.bytes(),
          observer.behind());
    }
    return table.isEmpty() ? "nobody observes a worker" : table.toString();
  }

  private String refusals(boolean json) {
    requireOne();
    WorkerObservation here = workers;
    RuntimeObservation elsewhere = runtimes;
    Map<String, RefusalReport> found = new LinkedHashMap<>();
    if (here != null) {
      found.put("runtime", here.refusals());
    }
    if (elsewhere != null) {
      found.put("backend", elsewhere.refusals());
    }
    if (json) {
      return Json.of(found);
    }
    Table table = new Table("ENDPOINT", "CONNECTIONS", "HANDSHAKES", "MESSAGES", "FLOODS", "SLOW");
    found.forEach(
        (endpoint, report) ->
            table.row(
                endpoint,
                report.connections(),
                report.handshakes(),
                report.messages(),
                report.floods(),
                report.slow()));
    return table.toString();
  }

  private void requireOne() {
    if (runtimes == null) {
      Services.require(workers, "io.sluice.observe");
    }
  }

  private List<ObserverReport> observers() {
    requireOne();
    WorkerObservation here = workers;
    RuntimeObservation elsewhere = runtimes;
    List<ObserverReport> all = new ArrayList<>();
    if (here != null) {
      all.addAll(here.observers());
    }
    if (elsewhere != null) {
      all.addAll(elsewhere.clients());
    }
    return all;
  }

  /**
   * Lists the Runtimes that this Backend knows.
   *
   * @param json whether to print JSON
   * @param nothing what is too much
   * @return a line for each Runtime and each worker that is observed on it
   */
  @Descriptor("lists the Runtimes that this Backend knows, and what is observed of them")
  public String runtimes(
      @Descriptor("print JSON")
          @Parameter(names = "--json", presentValue = "true", absentValue = "false")
          boolean json,
      String... nothing) {
    Services.requireNothing(nothing);
    List<RuntimeReport> found = Services.require(runtimes, "io.sluice.proxy").runtimes();
    if (json) {
      return Json.of(found);
    }
    Table table =
        new Table("RUNTIME", "WORKER", "STATE", "EVENTS", "KEPT", "BYTES", "CLIENTS", "DIALS");
    for (RuntimeReport runtime : found) {
      if (runtime.workers().isEmpty()) {
        table.row(runtime.runtime(), "-", "-", "-", "-", "-", "-", "-");
      }
      runtime.workers().forEach(worker -> row(table, runtime.runtime(), worker));
    }
    return table.isEmpty()
        ? "no Runtime is configured; a configuration io.sluice.proxy.runtime~NAME names one"
        : table.toString();
  }

  private static void row(Table table, String runtime, Upstream worker) {
    table
        .row(
            runtime,
            worker.worker(),
            worker.state(),
            worker.received(),
            worker.kept(),
            worker.keptBytes(),
            worker.clients(),
            worker.dials())
        .detail(worker.trouble());
  }
}
