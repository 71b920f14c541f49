// SPDX-License-Identifier: Apache-2.0
package io.sluice.api.protocol;

import static java.util.Objects.requireNonNull;

/**
 * A run has ended.
 *
 * @param runId the run
 * @param outcome how it ended, in one word of the plugin's: {@code done}, say
 */
public record RunEnd(String runId, String outcome) implements WorkerEvent {

  /** The event's type. */
  public static final String TYPE = "run_end";

  /** Refuses missing parts. */
  public RunEnd {
    requireNonNull(runId, "runId");
    requireNonNull(outcome, "outcome");
  }

  @Override
  public String type() {
    return TYPE;
  }
}
