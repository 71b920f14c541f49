// SPDX-License-Identifier: Apache-2.0
package io.sluice.spi.ingress;

/**
 * A handler could not be called, or its answer not be used. The message is the host's own, and may
 * be shown: that of an exception of the handler may not, since a received text may stand in it.
 */
public final class UnusableHandlerException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /**
   * Makes one.
   *
   * @param message what is wrong, and what to do about it
   */
  public UnusableHandlerException(String message) {
    super(message);
  }
}
