// SPDX-License-Identifier: Apache-2.0
package io.sluice.websocket;

import io.sluice.spi.diagnostic.Diagnostic.Severity;
import io.sluice.spi.diagnostic.Diagnostics;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** Keeps what was recorded. */
final class TestDiagnostics implements Diagnostics {

  private final List<Entry> entries = new CopyOnWriteArrayList<>();

  record Entry(Severity severity, String code, String message) {}

  @Override
  public void record(
      Severity severity,
      String kind,
      String code,
      String plugin,
      @Nullable String connection,
      String message) {
    entries.add(new Entry(severity, code, message));
  }

  List<Entry> entries() {
    return entries;
  }

  List<String> codes() {
    return entries.stream().map(Entry::code).toList();
  }

  long count(String code) {
    return codes().stream().filter(code::equals).count();
  }
}
