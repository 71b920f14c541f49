// SPDX-License-Identifier: Apache-2.0
package io.sluice.spi.outbound;

/** A host has no address that may be connected to. */
public final class ResolutionException extends Exception {

  private static final long serialVersionUID = 1L;

  private final String code;

  /**
   * Makes one. It has no stack trace, since it is an answer and not a fault of the program.
   *
   * @param code {@code dns_failed}, {@code dns_timeout}, or the code of the judge's decision
   * @param message why, and what to do
   */
  public ResolutionException(String code, String message) {
    super(message, null, false, false);
    this.code = code;
  }

  /**
   * The stable code.
   *
   * @return {@code dns_failed}, {@code dns_timeout}, or the code of the judge's decision
   */
  public String code() {
    return code;
  }
}
