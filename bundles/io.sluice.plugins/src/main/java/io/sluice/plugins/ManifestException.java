// SPDX-License-Identifier: Apache-2.0
package io.sluice.plugins;

/** A manifest is bad. The message names the field by its path and says what is wrong with it. */
final class ManifestException extends Exception {

  private static final long serialVersionUID = 1L;

  ManifestException(String path, String problem) {
    super(path.isEmpty() ? problem : path + ": " + problem);
  }
}
