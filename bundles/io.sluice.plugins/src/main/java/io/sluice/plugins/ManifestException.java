// SPDX-License-Identifier: Apache-2.0
package io.sluice.plugins;

import io.sluice.spi.diagnostic.PlainText;

/**
 * A manifest is bad. The message names the field by its path and says what is wrong with it. It is
 * one line of printable text, since a manifest's keys and values are anybody's.
 */
final class ManifestException extends Exception {

  private static final long serialVersionUID = 1L;
  private static final int LONGEST_PATH = 128;
  private static final int LONGEST_PROBLEM = 512;

  ManifestException(String path, String problem) {
    super(
        (path.isEmpty() ? "" : PlainText.of(path, LONGEST_PATH) + ": ")
            + PlainText.of(problem, LONGEST_PROBLEM));
  }
}
