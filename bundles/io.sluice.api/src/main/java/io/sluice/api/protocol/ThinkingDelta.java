// SPDX-License-Identifier: Apache-2.0
package io.sluice.api.protocol;

import static java.util.Objects.requireNonNull;

/**
 * More of a thought.
 *
 * @param runId the run
 * @param id the thought, among those of the run
 * @param delta what is added to it
 */
public record ThinkingDelta(String runId, String id, String delta) implements WorkerEvent {

  /** The event's type. */
  public static final String TYPE = "thinking_delta";

  /** Refuses missing parts. */
  public ThinkingDelta {
    requireNonNull(runId, "runId");
    requireNonNull(id, "id");
    requireNonNull(delta, "delta");
  }

  @Override
  public String type() {
    return TYPE;
  }
}
