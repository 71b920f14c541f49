// SPDX-License-Identifier: Apache-2.0
package io.sluice.api.protocol;

import static java.util.Objects.requireNonNull;

/**
 * What a run has used so far.
 *
 * @param runId the run
 * @param inputTokens tokens read
 * @param outputTokens tokens written
 */
public record Usage(String runId, long inputTokens, long outputTokens) implements WorkerEvent {

  /** The event's type. */
  public static final String TYPE = "usage";

  /** Refuses missing parts. */
  public Usage {
    requireNonNull(runId, "runId");
  }

  @Override
  public String type() {
    return TYPE;
  }
}
