// SPDX-License-Identifier: Apache-2.0
package io.sluice.shell;

/**
 * A command cannot do what it was asked to. The message says why, and what to type instead. There
 * is no stack trace, since it is about what was typed: Karaf would log one for each slip.
 */
public final class SluiceException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /**
   * Makes one.
   *
   * @param message why, and what to type instead
   */
  public SluiceException(String message) {
    super(message, null, false, false);
  }

  /** The message alone: Felix's shell shows this text, Karaf's the message. */
  @Override
  @SuppressWarnings("OverrideThrowableToString")
  public String toString() {
    return String.valueOf(getMessage());
  }
}
