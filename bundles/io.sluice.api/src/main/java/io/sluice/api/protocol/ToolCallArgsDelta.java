// SPDX-License-Identifier: Apache-2.0
package io.sluice.api.protocol;

import static java.util.Objects.requireNonNull;

/**
 * More of the arguments of a call.
 *
 * @param runId the run
 * @param id the call, among those of the run
 * @param delta what is added to the arguments' text
 */
public record ToolCallArgsDelta(String runId, String id, String delta) implements WorkerEvent {

  /** The event's type. */
  public static final String TYPE = "tool_call_args_delta";

  /** Refuses missing parts. */
  public ToolCallArgsDelta {
    requireNonNull(runId, "runId");
    requireNonNull(id, "id");
    requireNonNull(delta, "delta");
  }

  @Override
  public String type() {
    return TYPE;
  }
}
