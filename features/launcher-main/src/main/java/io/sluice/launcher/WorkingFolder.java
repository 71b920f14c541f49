// SPDX-License-Identifier: Apache-2.0
package io.sluice.launcher;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The folder in which the host was started, and where it keeps what.
 *
 * @param root the folder itself
 */
record WorkingFolder(Path root) {

  static WorkingFolder here() {
    return new WorkingFolder(Path.of("").toAbsolutePath());
  }

  Path plugins() {
    return root.resolve("plugins");
  }

  Path etc() {
    return root.resolve("etc");
  }

  Path secrets() {
    return root.resolve("secrets");
  }

  Path log() {
    return root.resolve("sluice.log");
  }

  /**
   * Makes what is looked into all the time.
   *
   * @throws UncheckedIOException if that is not possible; the message names the folder
   */
  void make() {
    for (Path folder : List.of(plugins(), etc())) {
      try {
        Files.createDirectories(folder);
      } catch (IOException e) {
        throw new UncheckedIOException(folder + " is no folder, or cannot be made", e);
      }
    }
  }
}
