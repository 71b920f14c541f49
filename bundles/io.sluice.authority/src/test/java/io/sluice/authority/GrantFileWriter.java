// SPDX-License-Identifier: Apache-2.0
package io.sluice.authority;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A process that writes the same grant again and again, until it is killed. */
final class GrantFileWriter {

  /** The lines of the file that are always the same. */
  static final List<String> LINES = Collections.nCopies(2_000, "# a line of a long file");

  private GrantFileWriter() {}

  /** Starts one. It prints a byte for each time that it has written. */
  static Process start(Path file) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            GrantFileWriter.class.getName(),
            file.toString())
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  /**
   * Runs it.
   *
   * @param arguments the file, which is there
   */
  public static void main(String[] arguments) throws IOException {
    for (int number = 0; true; number++) {
      GrantFile.edit(Path.of(arguments[0]), Map.of("ingress", Optional.of("i" + number)));
      System.out.write('.');
      System.out.flush();
    }
  }
}
