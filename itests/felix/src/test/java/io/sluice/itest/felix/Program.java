// SPDX-License-Identifier: Apache-2.0
package io.sluice.itest.felix;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** A program of this machine. */
final class Program {

  private Program() {}

  /** Where it is installed. */
  static Optional<Path> find(String name) {
    return Stream.of(System.getenv("PATH").split(File.pathSeparator, -1))
        .flatMap(folder -> Stream.of(Path.of(folder, name), Path.of(folder, name + ".exe")))
        .filter(Files::isExecutable)
        .findFirst();
  }

  /**
   * Runs it to its end.
   *
   * @return what it printed
   * @throws IOException if it failed; the message is what it printed
   */
  static String run(String... command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    process.getOutputStream().close();
    String printed =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    if (process.waitFor() != 0) {
      throw new IOException(String.join(" ", command) + ": " + printed);
    }
    return printed;
  }
}
