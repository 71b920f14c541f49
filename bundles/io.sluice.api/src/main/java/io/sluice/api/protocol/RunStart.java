// SPDX-License-Identifier: Apache-2.0
package io.sluice.api.protocol;

import static java.util.Objects.requireNonNull;

/**
 * A run of the worker's work begins.
 *
 * @param runId the run
 */
public record RunStart(String runId) implements WorkerEvent {

  /** The event's type. */
  public static final String TYPE = "run_start";

  /** Refuses missing parts. */
  public RunStart {
    requireNonNull(runId, "runId");
  }

  @Override
  public String type() {
    return TYPE;
  }
}
