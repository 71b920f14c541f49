// SPDX-License-Identifier: Apache-2.0
package io.sluice.spi.target;

/**
 * A text is not a target, a URL, or a part of one. The message says why, without the text itself,
 * which may hold a secret in its query.
 */
public final class InvalidTargetException extends IllegalArgumentException {

  private static final long serialVersionUID = 1L;

  /**
   * Makes one.
   *
   * @param problem what is wrong and, where it is not plain, what to write instead
   */
  public InvalidTargetException(String problem) {
    super(problem);
  }
}
