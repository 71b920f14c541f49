// SPDX-License-Identifier: Apache-2.0
package io.sluice.audit;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.jspecify.annotations.Nullable;

/**
 * Appends lines to a file, and begins another when it is full: {@code audit.log} becomes {@code
 * audit.log.1}, that becomes {@code audit.log.2}, and the last one goes. For one thread.
 */
final class RotatingFile implements LineSink {

  private final Path file;
  private final long maxBytes;
  private final int files;
  private @Nullable OutputStream out;
  private long size;

  /**
   * Opens nothing yet.
   *
   * @param file the file
   * @param maxBytes how long it may become; a single longer line has a file of its own
   * @param files how many are kept, this one included
   */
  RotatingFile(Path file, long maxBytes, int files) {
    this.file = file;
    this.maxBytes = maxBytes;
    this.files = files;
  }

  @Override
  public void append(String line) throws IOException {
    byte[] bytes = (line + "\n").getBytes(StandardCharsets.UTF_8);
    OutputStream open = open();
    if (size > 0 && size + bytes.length > maxBytes) {
      close();
      rotate();
      open = open();
    }
    try {
      open.write(bytes);
      size += bytes.length;
    } catch (IOException e) {
      close();
      throw e;
    }
  }

  private OutputStream open() throws IOException {
    OutputStream open = out;
    if (open == null) {
      Path folder = file.toAbsolutePath().getParent();
      if (folder != null) {
        Files.createDirectories(folder);
      }
      // The stream of a file is not closed by an interrupt, as a channel is.
      open = new FileOutputStream(file.toFile(), true);
      size = Files.size(file);
      out = open;
    }
    return open;
  }

  private void rotate() throws IOException {
    for (int i = files - 1; i > 0; i--) {
      Path from = i == 1 ? file : numbered(i - 1);
      if (Files.exists(from)) {
        Files.move(from, numbered(i), StandardCopyOption.REPLACE_EXISTING);
      }
    }
    Files.deleteIfExists(file);
  }

  private Path numbered(int number) {
    return file.resolveSibling(file.getFileName() + "." + number);
  }

  @Override
  public void close() throws IOException {
    OutputStream open = out;
    out = null;
    if (open != null) {
      open.close();
    }
  }
}
