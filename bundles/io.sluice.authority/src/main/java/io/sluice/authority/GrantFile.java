// SPDX-License-Identifier: Apache-2.0
package io.sluice.authority;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/** The file in which a grant is kept, where File Install looks for configurations. */
final class GrantFile {

  private GrantFile() {}

  /**
   * Writes a file that is there in whole or not at all.
   *
   * @return the file's URI, by which File Install ties it to its configuration
   */
  static String create(File directory, String plugin, List<String> lines) throws IOException {
    Path folder = directory.toPath();
    Path file = folder.resolve(GrantKeys.FACTORY_PID + "-" + plugin + ".cfg");
    Files.createDirectories(folder);
    Path draft = Files.createTempFile(folder, ".grant", ".tmp");
    try {
      Files.write(draft, lines, StandardCharsets.ISO_8859_1);
      Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(draft);
    }
    return file.toAbsolutePath().toFile().toURI().toString();
  }
}
