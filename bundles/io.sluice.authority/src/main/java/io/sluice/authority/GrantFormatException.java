// SPDX-License-Identifier: Apache-2.0
package io.sluice.authority;

/** A configuration is no grant. The message names the key and says what is wrong with it. */
final class GrantFormatException extends Exception {

  private static final long serialVersionUID = 1L;

  GrantFormatException(String key, String problem) {
    super(key + ": " + problem);
  }
}
