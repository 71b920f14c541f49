// SPDX-License-Identifier: Apache-2.0
package io.sluice.spi.authority;

/**
 * Whether something is allowed.
 *
 * @param allowed whether it is
 * @param code {@code granted} if it is, else the stable code of the first rule that failed: {@code
 *     not_declared}, {@code granted_not_declared}, {@code denied}, {@code not_granted}, {@code
 *     address_refused}, or the code of a {@link Standing}
 * @param message why not, and what to do about it; empty if it is allowed
 */
public record Decision(boolean allowed, String code, String message) {

  /** It is allowed. */
  public static final Decision GRANTED = new Decision(true, "granted", "");

  /**
   * It is not allowed.
   *
   * @param code the stable code of the rule that failed
   * @param message why, and what to do about it
   * @return the decision
   */
  public static Decision refused(String code, String message) {
    return new Decision(false, code, message);
  }
}
