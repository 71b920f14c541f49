// SPDX-License-Identifier: Apache-2.0
package io.sluice.observe;

import io.sluice.api.protocol.ProtocolEvent;
import io.sluice.spi.roster.PluginReport;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The workers that something is kept of. Safe for use by many threads. */
final class Workers {

  private static final int MOST_WORKERS = 1_024;

  private final Map<String, Worker> workers = new ConcurrentHashMap<>();
  private final Function<String, Worker> maker;
  private final Clock clock;

  Workers(Function<String, Worker> maker, Clock clock) {
    this.maker = maker;
    this.clock = clock;
  }

  /** All of them, by name. */
  Map<String, Worker> all() {
    return new TreeMap<>(workers);
  }

  /** One that is here. */
  Optional<Worker> present(String name) {
    return Optional.ofNullable(workers.get(name)).filter(worker -> !worker.isGone());
  }

  /**
   * Takes note of the plugins. By one thread. Of several bundles with one name the first counts,
   * none of which runs.
   */
  void follow(List<PluginReport> plugins) {
    Map<String, PluginReport> byName =
        plugins.stream()
            .collect(
                Collectors.toMap(
                    report -> report.id().name(), Function.identity(), (one, other) -> one));
    byName.forEach(
        (name, report) -> of(name).ifPresent(worker -> worker.report(report, clock.instant())));
    workers.forEach(
        (name, worker) -> {
          if (!byName.containsKey(name)) {
            worker.leave(clock.instant());
          }
        });
  }

  /** Publishes an event of the host's own, if the worker is known. */
  void tell(String name, ProtocolEvent event) {
    Worker worker = workers.get(name);
    if (worker != null) {
      worker.tell(event);
    }
  }

  private Optional<Worker> of(String name) {
    return workers.size() < MOST_WORKERS || workers.containsKey(name)
        ? Optional.of(workers.computeIfAbsent(name, maker))
        : Optional.empty();
  }

  /** Looks after deadlines, and forgets who is gone and of whom nothing is kept. */
  void look() {
    workers.values().forEach(worker -> worker.stream().look());
    workers.values().removeIf(worker -> worker.isGone() && worker.stream().report().events() == 0);
  }
}
