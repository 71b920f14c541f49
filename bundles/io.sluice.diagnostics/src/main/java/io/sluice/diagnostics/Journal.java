// SPDX-License-Identifier: Apache-2.0
package io.sluice.diagnostics;

import io.sluice.spi.diagnostic.Diagnostic;
import io.sluice.spi.diagnostic.DiagnosticLog;
import io.sluice.spi.diagnostic.DiagnosticLog.SelfReport;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What is known of all plugins, bounded in both directions. Safe for use by many threads. */
final class Journal {

  private static final int MAX_PLUGINS = 1_024;

  private final int keptPerPlugin;
  private final Map<String, Page> pages = new LeastRecentlyUsed<>(MAX_PLUGINS);

  Journal(int keptPerPlugin) {
    this.keptPerPlugin = keptPerPlugin;
  }

  synchronized void add(Diagnostic diagnostic) {
    page(diagnostic.plugin()).add(diagnostic);
  }

  synchronized void add(String plugin, SelfReport report) {
    page(plugin).selfReport = report;
  }

  synchronized Optional<SelfReport> selfReport(String plugin) {
    return Optional.ofNullable(pages.get(plugin)).map(page -> page.selfReport);
  }

  synchronized List<DiagnosticLog.Entry> entries() {
    List<DiagnosticLog.Entry> entries = new ArrayList<>();
    pages.forEach((plugin, page) -> entries.add(page.entry(plugin)));
    entries.sort(Comparator.comparing(DiagnosticLog.Entry::plugin));
    return entries;
  }

  private Page page(String plugin) {
    return pages.computeIfAbsent(plugin, name -> new Page());
  }

  private final class Page {
    private final Deque<Diagnostic> kept = new ArrayDeque<>();
    private long recorded;
    private @Nullable SelfReport selfReport;

    void add(Diagnostic diagnostic) {
      if (kept.size() == keptPerPlugin) {
        kept.removeFirst();
      }
      kept.addLast(diagnostic);
      recorded++;
    }

    DiagnosticLog.Entry entry(String plugin) {
      return new DiagnosticLog.Entry(plugin, recorded, List.copyOf(kept));
    }
  }

  private static final class LeastRecentlyUsed<V> extends LinkedHashMap<String, V> {
    private static final long serialVersionUID = 1L;

    private final int max;

    LeastRecentlyUsed(int max) {
      super(16, 0.75f, true);
      this.max = max;
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<String, V> eldest) {
      return size() > max;
    }
  }
}
