// SPDX-License-Identifier: Apache-2.0
package io.sluice.ingress;

import io.sluice.spi.diagnostic.Diagnostic.Severity;
import io.sluice.spi.diagnostic.Diagnostics;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/** Remembers what was recorded. */
final class RecordedDiagnostics implements Diagnostics {

  private final Queue<Entry> entries = new ConcurrentLinkedQueue<>();

  record Entry(
      Severity severity,
      String kind,
      String code,
      String plugin,
      @Nullable String connection,
      String message) {}

  @Override
  public void record(
      Severity severity,
      String kind,
      String code,
      String plugin,
      @Nullable String connection,
      String message) {
    entries.add(new Entry(severity, kind, code, plugin, connection, message));
  }

  List<Entry> entries() {
    return List.copyOf(entries);
  }

  List<String> codes() {
    return entries.stream().map(Entry::code).toList();
  }
}
