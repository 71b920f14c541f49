// SPDX-License-Identifier: Apache-2.0
package io.sluice.outbound;

import io.sluice.spi.diagnostic.Diagnostic.Severity;
import io.sluice.spi.diagnostic.Diagnostics;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Keeps each diagnostic as one line. */
final class RecordedDiagnostics implements Diagnostics {

  private final List<String> lines = new ArrayList<>();

  List<String> lines() {
    return lines;
  }

  @Override
  public void record(
      Severity severity,
      String kind,
      String code,
      String plugin,
      @Nullable String connection,
      String message) {
    lines.add(severity + " " + kind + " " + code + " [" + plugin + "] " + message);
  }
}
