// SPDX-License-Identifier: Apache-2.0
package io.sluice.stream;

/** A text is not what it should be, or a value has no JSON form. */
public final class MalformedException extends Exception {

  private static final long serialVersionUID = 1L;

  /**
   * Makes one.
   *
   * @param message what is wrong
   */
  public MalformedException(String message) {
    super(message);
  }
}
