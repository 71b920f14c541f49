// SPDX-License-Identifier: Apache-2.0
package io.sluice.api.protocol;

import static java.util.Objects.requireNonNull;

/**
 * What came of a call.
 *
 * @param runId the run
 * @param id the call, among those of the run
 * @param ok whether the tool did what it was asked for
 * @param content what it answered
 */
public record ToolResult(String runId, String id, boolean ok, String content)
    implements WorkerEvent {

  /** The event's type. */
  public static final String TYPE = "tool_result";

  /** Refuses missing parts. */
  public ToolResult {
    requireNonNull(runId, "runId");
    requireNonNull(id, "id");
    requireNonNull(content, "content");
  }

  @Override
  public String type() {
    return TYPE;
  }
}
