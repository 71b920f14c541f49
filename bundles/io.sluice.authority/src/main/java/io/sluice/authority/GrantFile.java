// SPDX-License-Identifier: Apache-2.0
package io.sluice.authority;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/** The file in which a grant is kept, where File Install looks for configurations. */
final class GrantFile {

  private GrantFile() {}

  /**
   * Writes a file that is there in whole or not at all.
   *
   * @return the file
   * @throws IOException if it could not be written, or was there before
   */
  static Path create(Path folder, String plugin, List<String> lines) throws IOException {
    Path file = folder.resolve(GrantKeys.FACTORY_PID + "-" + plugin + ".cfg").toAbsolutePath();
    if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
      throw new IOException(file + " is there already, but is not in force");
    }
    Files.createDirectories(folder);
    Path draft = Files.createTempFile(folder, ".grant", ".tmp");
    try {
      Files.write(draft, lines, StandardCharsets.ISO_8859_1);
      Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(draft);
    }
    return file;
  }
}
