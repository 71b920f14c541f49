// SPDX-License-Identifier: Apache-2.0
package io.sluice.observe;

import io.sluice.api.protocol.ProtocolEvent;
import io.sluice.spi.roster.PluginReport;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/** The workers that something is kept of. Safe for use by many threads. */
final class Workers {

  private static final int MOST_WORKERS = 1_024;

  private final Map<String, Worker> workers = new ConcurrentHashMap<>();
  private final Function<String, Worker> maker;
  private final Clock clock;

  /** What was told last: the list, and what counts of it by name. */
  private List<PluginReport> told = List.of();

  private Map<String, PluginReport> followed = new HashMap<>();

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
   * none of which runs. What is the same as before is passed over.
   */
  void follow(List<PluginReport> plugins) {
    if (!isOfTheSamePlugins(plugins)) {
      followAll(plugins);
    } else {
      for (int i = 0; i < plugins.size(); i++) {
        follow(told.get(i), plugins.get(i));
      }
    }
    told = plugins;
  }

  private boolean isOfTheSamePlugins(List<PluginReport> plugins) {
    if (plugins.size() != told.size()) {
      return false;
    }
    for (int i = 0; i < plugins.size(); i++) {
      if (!plugins.get(i).id().equals(told.get(i).id())) {
        return false;
      }
    }
    return true;
  }

  private void follow(PluginReport before, PluginReport now) {
    String name = now.id().name();
    if (!now.equals(before) && before.equals(followed.get(name))) {
      followed.put(name, now);
      of(name).ifPresent(worker -> worker.report(now, clock.instant()));
    }
  }

  private void followAll(List<PluginReport> plugins) {
    Map<String, PluginReport> before = followed;
    followed = new HashMap<>();
    plugins.forEach(report -> followed.putIfAbsent(report.id().name(), report));
    followed.forEach(
        (name, report) -> {
          if (!report.equals(before.get(name)) || !workers.containsKey(name)) {
            of(name).ifPresent(worker -> worker.report(report, clock.instant()));
          }
        });
    workers.forEach(
        (name, worker) -> {
          if (!followed.containsKey(name)) {
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
