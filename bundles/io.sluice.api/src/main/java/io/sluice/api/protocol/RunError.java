// SPDX-License-Identifier: Apache-2.0
package io.sluice.api.protocol;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/**
 * Something went wrong in the worker's work.
 *
 * @param runId the run, or null if it was none
 * @param code a stable code of the plugin's
 * @param message what happened
 */
public record RunError(@Nullable String runId, String code, String message) implements WorkerEvent {

  /** The event's type. */
  public static final String TYPE = "error";

  /** Refuses missing parts. */
  public RunError {
    requireNonNull(code, "code");
    requireNonNull(message, "message");
  }

  @Override
  public String type() {
    return TYPE;
  }
}
