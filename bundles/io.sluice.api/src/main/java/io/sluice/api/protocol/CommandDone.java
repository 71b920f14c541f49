// SPDX-License-Identifier: Apache-2.0
package io.sluice.api.protocol;

import static java.util.Objects.requireNonNull;

import java.time.Instant;

/**
 * What became of a command of the plugin's. What a server answered is not in it.
 *
 * @param at when
 * @param commandId the command
 * @param correlationId what it belongs to
 * @param kind its kind
 * @param outcome how it ended, in one word
 * @param code the stable code of how it ended
 * @param message what there is to say about it; empty if it was executed
 */
public record CommandDone(
    Instant at,
    String commandId,
    String correlationId,
    String kind,
    String outcome,
    String code,
    String message)
    implements HostEvent {

  /** The event's type. */
  public static final String TYPE = "command_result";

  /** Refuses missing parts. */
  public CommandDone {
    requireNonNull(at, "at");
    requireNonNull(commandId, "commandId");
    requireNonNull(correlationId, "correlationId");
    requireNonNull(kind, "kind");
    requireNonNull(outcome, "outcome");
    requireNonNull(code, "code");
    requireNonNull(message, "message");
  }

  @Override
  public String type() {
    return TYPE;
  }
}
