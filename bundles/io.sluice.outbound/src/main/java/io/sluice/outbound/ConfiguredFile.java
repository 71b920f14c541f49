// SPDX-License-Identifier: Apache-2.0
package io.sluice.outbound;

import io.sluice.spi.configuration.BadValueException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** A file that a configuration names, as it was when it was read. */
final class ConfiguredFile {

  private static final int MOST_BYTES = 1 << 20;

  private final String key;
  private final String path;
  private final byte[] content;

  private ConfiguredFile(String key, String path, byte[] content) {
    this.key = key;
    this.path = path;
    this.content = content;
  }

  static ConfiguredFile read(String key, String path) throws BadValueException {
    byte[] content = content(key, path);
    if (content.length > MOST_BYTES) {
      throw new BadValueException(
          key,
          path + " is longer than " + MOST_BYTES + " bytes; name a file for these targets only");
    }
    return new ConfiguredFile(key, path, content);
  }

  private static byte[] content(String key, String path) throws BadValueException {
    try {
      Path file = Path.of(path);
      if (!Files.isRegularFile(file)) {
        throw new BadValueException(key, path + " is no file; write the path of one");
      }
      try (InputStream in = Files.newInputStream(file)) {
        return in.readNBytes(MOST_BYTES + 1);
      }
    } catch (IOException | InvalidPathException e) {
      throw new BadValueException(
          key, path + " cannot be read; name a file that this process may read");
    }
  }

  InputStream content() {
    return new ByteArrayInputStream(content);
  }

  /** Refuses the file. */
  BadValueException bad(String problem) {
    return new BadValueException(key, path + " " + problem);
  }
}
