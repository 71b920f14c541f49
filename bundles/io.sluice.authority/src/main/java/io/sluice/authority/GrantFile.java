// SPDX-License-Identifier: Apache-2.0
package io.sluice.authority;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The files in which grants are kept, where File Install looks for configurations. A file is there
 * in its old form or in its new one, never in part, whoever reads it meanwhile.
 */
final class GrantFile {

  private static final String EXTENSION = ".cfg";

  private GrantFile() {}

  /**
   * Writes a file that was not there.
   *
   * @return the file
   * @throws IOException if it could not be written, or was there before
   */
  static Path create(Path folder, String plugin, List<String> lines) throws IOException {
    Path file = folder.resolve(GrantKeys.FACTORY_PID + "-" + plugin + EXTENSION).toAbsolutePath();
    if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
      throw new IOException(file + " is there already, but is not in force");
    }
    Files.createDirectories(folder);
    write(file, lines);
    return file;
  }

  /**
   * Edits a file; comments and other keys stay as they are.
   *
   * @param edits the new values by key, empty for a key that goes
   * @throws IOException if it could not be written, or is no {@code .cfg} file
   */
  static void edit(Path file, Map<String, Optional<String>> edits) throws IOException {
    if (!file.toString().endsWith(EXTENSION)) {
      throw new IOException("it is kept in " + file + ", which is yours to edit");
    }
    write(file, CfgLines.edit(Files.readAllLines(file, StandardCharsets.ISO_8859_1), edits));
  }

  private static void write(Path file, List<String> lines) throws IOException {
    Path draft = Files.createTempFile(file.toAbsolutePath().getParent(), ".grant", ".tmp");
    try {
      Files.write(draft, lines, StandardCharsets.ISO_8859_1);
      Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(draft);
    }
  }
}
