// SPDX-License-Identifier: Apache-2.0
package io.sluice.api.protocol;

import static java.util.Objects.requireNonNull;

/**
 * A tool is about to be called.
 *
 * @param runId the run
 * @param id the call, among those of the run
 * @param name the tool
 */
public record ToolCallStart(String runId, String id, String name) implements WorkerEvent {

  /** The event's type. */
  public static final String TYPE = "tool_call_start";

  /** Refuses missing parts. */
  public ToolCallStart {
    requireNonNull(runId, "runId");
    requireNonNull(id, "id");
    requireNonNull(name, "name");
  }

  @Override
  public String type() {
    return TYPE;
  }
}
