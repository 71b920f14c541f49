// SPDX-License-Identifier: Apache-2.0
package io.sluice.command;

import io.sluice.api.command.CommandResult;
import io.sluice.api.command.Outcome;
import io.sluice.spi.command.CommandJournal;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** What became of each plugin's commands: counts, and the last results. */
final class ResultJournal implements CommandJournal {

  private static final int MOST_PLUGINS = 1_024;

  private final int keptPerPlugin;
  private final Map<String, Page> pages = new ConcurrentHashMap<>();

  ResultJournal(int keptPerPlugin) {
    this.keptPerPlugin = keptPerPlugin;
  }

  void add(String plugin, CommandResult result) {
    Page page = pages.get(plugin);
    if (page == null) {
      makeRoom();
      page = pages.computeIfAbsent(plugin, name -> new Page());
    }
    page.add(result);
  }

  private void makeRoom() {
    if (pages.size() >= MOST_PLUGINS) {
      pages.entrySet().stream()
          .min(Comparator.comparing(entry -> entry.getValue().lastMillis()))
          .ifPresent(oldest -> pages.remove(oldest.getKey(), oldest.getValue()));
    }
  }

  @Override
  public List<Entry> entries() {
    return pages.entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .map(entry -> entry.getValue().entry(entry.getKey()))
        .toList();
  }

  private final class Page {
    private final Map<Outcome, Long> counts = new EnumMap<>(Outcome.class);
    private final Deque<CommandResult> last = new ArrayDeque<>();

    synchronized void add(CommandResult result) {
      counts.merge(result.outcome(), 1L, Long::sum);
      if (last.size() == keptPerPlugin) {
        last.removeFirst();
      }
      last.addLast(result);
    }

    synchronized long lastMillis() {
      return last.isEmpty() ? 0 : last.getLast().completedAt().toEpochMilli();
    }

    synchronized Entry entry(String plugin) {
      return new Entry(plugin, counts, List.copyOf(last));
    }
  }
}
