// SPDX-License-Identifier: Apache-2.0
package io.sluice.api.protocol;

import static java.util.Objects.requireNonNull;

/**
 * The arguments of a call are complete.
 *
 * @param runId the run
 * @param id the call, among those of the run
 * @param name the tool
 * @param args the arguments' whole text, which need not be JSON
 */
public record ToolCallDone(String runId, String id, String name, String args)
    implements WorkerEvent {

  /** The event's type. */
  public static final String TYPE = "tool_call_done";

  /** Refuses missing parts. */
  public ToolCallDone {
    requireNonNull(runId, "runId");
    requireNonNull(id, "id");
    requireNonNull(name, "name");
    requireNonNull(args, "args");
  }

  @Override
  public String type() {
    return TYPE;
  }
}
