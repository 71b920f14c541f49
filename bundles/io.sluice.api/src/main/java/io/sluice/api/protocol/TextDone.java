// SPDX-License-Identifier: Apache-2.0
package io.sluice.api.protocol;

import static java.util.Objects.requireNonNull;

/**
 * A text is complete.
 *
 * @param runId the run
 * @param id the text, among those of the run
 * @param text all of it
 */
public record TextDone(String runId, String id, String text) implements WorkerEvent {

  /** The event's type. */
  public static final String TYPE = "text_done";

  /** Refuses missing parts. */
  public TextDone {
    requireNonNull(runId, "runId");
    requireNonNull(id, "id");
    requireNonNull(text, "text");
  }

  @Override
  public String type() {
    return TYPE;
  }
}
