// SPDX-License-Identifier: Apache-2.0
package io.sluice.spi.command;

import io.sluice.api.command.Outcome;
import io.sluice.api.request.RequestAnswer;
import org.jspecify.annotations.Nullable;

/**
 * What became of a command.
 *
 * @param outcome how it ended
 * @param code the stable code
 * @param message what there is to say about it, without secrets; empty if it was executed
 * @param answer what a server answered to a request, or null
 * @param connection the id of the connection that was opened, or null
 */
public record Effect(
    Outcome outcome,
    String code,
    String message,
    @Nullable RequestAnswer answer,
    @Nullable String connection) {

  /** The command was carried out. */
  public static final Effect EXECUTED = new Effect(Outcome.EXECUTED, "ok", "");

  /**
   * Makes an effect without an answer or a connection.
   *
   * @param outcome how it ended
   * @param code the stable code
   * @param message what there is to say about it, without secrets; empty if it was executed
   */
  public Effect(Outcome outcome, String code, String message) {
    this(outcome, code, message, null, null);
  }

  /**
   * The command was carried out, and this is what came back.
   *
   * @param answer what the server answered
   * @return the effect
   */
  public static Effect answered(RequestAnswer answer) {
    return new Effect(Outcome.EXECUTED, EXECUTED.code(), "", answer, null);
  }

  /**
   * The command was carried out, and this is what it opened.
   *
   * @param connection the connection's id
   * @return the effect
   */
  public static Effect opened(String connection) {
    return new Effect(Outcome.EXECUTED, EXECUTED.code(), "", null, connection);
  }

  /**
   * The command was not allowed.
   *
   * @param code the stable code
   * @param message why, and what to do
   * @return the effect
   */
  public static Effect rejected(String code, String message) {
    return new Effect(Outcome.REJECTED, code, message);
  }

  /**
   * The command was allowed and did not succeed.
   *
   * @param code the stable code
   * @param message why
   * @return the effect
   */
  public static Effect failed(String code, String message) {
    return new Effect(Outcome.FAILED, code, message);
  }
}
