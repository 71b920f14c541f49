// SPDX-License-Identifier: Apache-2.0
package io.sluice.api.command;

import java.util.Locale;

/** How a command ended. */
public enum Outcome {
  /** It was carried out. */
  EXECUTED,
  /** It was not allowed: malformed, not declared, not granted, denied, or over a limit. */
  REJECTED,
  /** It was allowed but did not succeed: not connected, a write error, too late, cancelled. */
  FAILED,
  /** Nobody here carries out commands of its kind. */
  UNSUPPORTED;

  private final String wireName = name().toLowerCase(Locale.ROOT);

  /**
   * The name that outputs use.
   *
   * @return the constant's name in lower case
   */
  public String wireName() {
    return wireName;
  }
}
