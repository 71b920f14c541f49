// SPDX-License-Identifier: Apache-2.0
package io.sluice.api.command;

import static java.util.Objects.requireNonNull;

import io.sluice.api.request.RequestAnswer;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The one result of a command.
 *
 * @param commandId the command's id
 * @param correlationId the command's correlation id
 * @param sourceEventId the event that led to the command, or null
 * @param kind the command's kind
 * @param outcome how it ended
 * @param code the stable code of how it ended, such as {@code ok}, {@code not_connected} or {@code
 *     not_granted}; the manual lists them
 * @param message what there is to say about it, in at most 256 characters; empty if it was executed
 * @param answer what a server answered to an executed {@link DispatchRequest}; null for every other
 *     command, and in what the host keeps of results
 * @param connection the connection that an executed {@link OpenConnection} opened; null for every
 *     other command
 * @param completedAt when it ended
 */
public record CommandResult(
    String commandId,
    String correlationId,
    @Nullable String sourceEventId,
    String kind,
    Outcome outcome,
    String code,
    String message,
    @Nullable RequestAnswer answer,
    @Nullable String connection,
    Instant completedAt) {

  /** Refuses missing parts. */
  public CommandResult {
    requireNonNull(commandId, "commandId");
    requireNonNull(correlationId, "correlationId");
    requireNonNull(kind, "kind");
    requireNonNull(outcome, "outcome");
    requireNonNull(code, "code");
    requireNonNull(message, "message");
    requireNonNull(completedAt, "completedAt");
  }

  /**
   * Makes a result without an answer or a connection.
   *
   * @param commandId the command's id
   * @param correlationId the command's correlation id
   * @param sourceEventId the event that led to the command, or null
   * @param kind the command's kind
   * @param outcome how it ended
   * @param code the stable code of how it ended
   * @param message what there is to say about it
   * @param completedAt when it ended
   */
  public CommandResult(
      String commandId,
      String correlationId,
      @Nullable String sourceEventId,
      String kind,
      Outcome outcome,
      String code,
      String message,
      Instant completedAt) {
    this(
        commandId,
        correlationId,
        sourceEventId,
        kind,
        outcome,
        code,
        message,
        null,
        null,
        completedAt);
  }

  /**
   * Leaves the answer out.
   *
   * @return the same result without an answer
   */
  public CommandResult withoutAnswer() {
    return new CommandResult(
        commandId,
        correlationId,
        sourceEventId,
        kind,
        outcome,
        code,
        message,
        null,
        connection,
        completedAt);
  }
}
