// SPDX-License-Identifier: Apache-2.0
package io.sluice.api.protocol;

import static java.util.Objects.requireNonNull;

/**
 * A thought is complete.
 *
 * @param runId the run
 * @param id the thought, among those of the run
 */
public record ThinkingDone(String runId, String id) implements WorkerEvent {

  /** The event's type. */
  public static final String TYPE = "thinking_done";

  /** Refuses missing parts. */
  public ThinkingDone {
    requireNonNull(runId, "runId");
    requireNonNull(id, "id");
  }

  @Override
  public String type() {
    return TYPE;
  }
}
