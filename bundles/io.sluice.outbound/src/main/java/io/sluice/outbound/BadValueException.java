// SPDX-License-Identifier: Apache-2.0
package io.sluice.outbound;

/** A configuration cannot be used. The message names the key, what is wrong, and what to do. */
final class BadValueException extends Exception {

  private static final long serialVersionUID = 1L;

  BadValueException(String key, String problem) {
    super(key + ": " + problem);
  }
}
