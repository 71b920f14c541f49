// SPDX-License-Identifier: Apache-2.0
package io.sluice.api.protocol;

import static java.util.Objects.requireNonNull;

/**
 * More of a text that is being written.
 *
 * @param runId the run
 * @param id the text, among those of the run
 * @param delta what is added to it
 */
public record TextDelta(String runId, String id, String delta) implements WorkerEvent {

  /** The event's type. */
  public static final String TYPE = "text_delta";

  /** Refuses missing parts. */
  public TextDelta {
    requireNonNull(runId, "runId");
    requireNonNull(id, "id");
    requireNonNull(delta, "delta");
  }

  @Override
  public String type() {
    return TYPE;
  }
}
