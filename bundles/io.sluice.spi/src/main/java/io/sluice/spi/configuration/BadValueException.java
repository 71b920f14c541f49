// SPDX-License-Identifier: Apache-2.0
package io.sluice.spi.configuration;

/** A configuration cannot be used. The message names the key and says what is wrong. */
public final class BadValueException extends Exception {

  private static final long serialVersionUID = 1L;

  /**
   * Makes one.
   *
   * @param key the key, of a list with the number of the element
   * @param problem what is wrong with its value, which may be a secret and is not in it
   */
  public BadValueException(String key, String problem) {
    super(key + ": " + problem);
  }
}
