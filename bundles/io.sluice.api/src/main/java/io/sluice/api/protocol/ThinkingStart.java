// SPDX-License-Identifier: Apache-2.0
package io.sluice.api.protocol;

import static java.util.Objects.requireNonNull;

/**
 * A thought begins.
 *
 * @param runId the run
 * @param id the thought, among those of the run
 */
public record ThinkingStart(String runId, String id) implements WorkerEvent {

  /** The event's type. */
  public static final String TYPE = "thinking_start";

  /** Refuses missing parts. */
  public ThinkingStart {
    requireNonNull(runId, "runId");
    requireNonNull(id, "id");
  }

  @Override
  public String type() {
    return TYPE;
  }
}
