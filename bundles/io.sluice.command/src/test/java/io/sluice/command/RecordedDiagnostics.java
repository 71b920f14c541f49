// SPDX-License-Identifier: Apache-2.0
package io.sluice.command;

import io.sluice.spi.diagnostic.Diagnostic.Severity;
import io.sluice.spi.diagnostic.Diagnostics;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Remembers what was recorded. */
final class RecordedDiagnostics implements Diagnostics {

  final List<Entry> entries = new ArrayList<>();

  record Entry(Severity severity, String kind, String code, String plugin, String message) {}

  @Override
  public void record(
      Severity severity,
      String kind,
      String code,
      String plugin,
      @Nullable String connection,
      String message) {
    entries.add(new Entry(severity, kind, code, plugin, message));
  }
}
