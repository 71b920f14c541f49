// SPDX-License-Identifier: Apache-2.0
package io.sluice.itest.felix;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/**
 * The names that this JVM knows: those in a file, which the JDK reads at each look-up, and no
 * others.
 */
final class Names {

  private static final Path FILE = Path.of(System.getProperty("jdk.net.hosts.file", ""));
  private static final Path DRAFT = FILE.resolveSibling("hosts.draft");
  private static final Path PIPE = FILE.resolveSibling("hosts.pipe");

  private Names() {}

  /** Knows these from now on, each an address and a name. */
  static void are(String... lines) throws IOException {
    Files.write(DRAFT, List.of(lines));
    replace();
  }

  /** Has look-ups hang that begin from now on, until they are let go and have failed. */
  static void hang() throws IOException, InterruptedException {
    Files.deleteIfExists(PIPE);
    // To open it for reading takes until somebody opens it for writing.
    Program.run("mkfifo", PIPE.toString());
    Files.createSymbolicLink(DRAFT, PIPE);
    replace();
  }

  /** Lets go of the look-ups that hang. */
  static void letGo() throws IOException {
    new RandomAccessFile(PIPE.toFile(), "rw").close();
  }

  /** At once, for whoever reads. */
  private static void replace() throws IOException {
    Files.move(DRAFT, FILE, StandardCopyOption.ATOMIC_MOVE);
  }
}
