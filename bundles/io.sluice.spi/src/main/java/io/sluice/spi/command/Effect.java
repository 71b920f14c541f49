// SPDX-License-Identifier: Apache-2.0
package io.sluice.spi.command;

import io.sluice.api.command.Outcome;

/**
 * What became of a command.
 *
 * @param outcome how it ended
 * @param code the stable code
 * @param message what there is to say about it, without secrets; empty if it was executed
 */
public record Effect(Outcome outcome, String code, String message) {

  /** The command was carried out. */
  public static final Effect EXECUTED = new Effect(Outcome.EXECUTED, "ok", "");

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
