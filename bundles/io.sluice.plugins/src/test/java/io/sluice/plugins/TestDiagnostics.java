// SPDX-License-Identifier: Apache-2.0
package io.sluice.plugins;

import io.sluice.spi.diagnostic.Diagnostic.Severity;
import io.sluice.spi.diagnostic.Diagnostics;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** Keeps what is recorded. */
final class TestDiagnostics implements Diagnostics {

  final List<String> records = new CopyOnWriteArrayList<>();

  @Override
  public void record(
      Severity severity,
      String kind,
      String code,
      String plugin,
      @Nullable String connection,
      String message) {
    records.add("%s %s %s %s: %s".formatted(severity, kind, code, plugin, message));
  }
}
