// SPDX-License-Identifier: Apache-2.0
package io.sluice.api.command;

import static java.util.Objects.requireNonNull;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the plugin says of itself, shown to the operator in place of what it said before.
 *
 * @param message one line, of which the first 256 characters are kept
 * @param status a small JSON object: its values are null, booleans, finite numbers, strings, and
 *     lists and maps with string keys of these; at most 8 levels and 4 KiB of JSON
 */
public record UpdateStatus(String message, Map<String, ? extends @Nullable Object> status)
    implements CommandPayload {

  /** The kind of the command. */
  public static final String KIND = "diagnostic_status_update";

  /** Refuses missing parts. */
  public UpdateStatus {
    requireNonNull(message, "message");
    requireNonNull(status, "status");
  }

  @Override
  public String kind() {
    return KIND;
  }
}
