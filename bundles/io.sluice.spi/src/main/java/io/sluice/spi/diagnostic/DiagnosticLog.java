// SPDX-License-Identifier: Apache-2.0
package io.sluice.spi.diagnostic;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ProviderType;

/** What was recorded. */
@ProviderType
public interface DiagnosticLog {

  /**
   * What was recorded.
   *
   * @return one entry for each plugin that something was recorded about, by name; the host's own
   *     has an empty name
   */
  List<Entry> entries();

  /**
   * What a plugin said of itself last.
   *
   * @param plugin the plugin's symbolic name
   * @return its last status, or empty if it gave none
   */
  Optional<SelfReport> selfReport(String plugin);

  /**
   * What was recorded about a plugin.
   *
   * @param plugin the plugin's symbolic name
   * @param recorded how many diagnostics were recorded in all
   * @param kept the last of them, the oldest first
   */
  record Entry(String plugin, long recorded, List<Diagnostic> kept) {

    /** Copies the list. */
    public Entry {
      kept = List.copyOf(kept);
    }
  }

  /**
   * What a plugin says of itself.
   *
   * @param at when it said so
   * @param message one line, bounded and escaped
   * @param status a small JSON object
   */
  record SelfReport(Instant at, String message, Map<String, ? extends @Nullable Object> status) {}
}
