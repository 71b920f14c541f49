// SPDX-License-Identifier: Apache-2.0
package io.sluice.itest.felix;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Keeps what is printed, the log included, instead of having it printed. */
final class Printed implements AutoCloseable {

  private final PrintStream out = System.out;
  private final PrintStream err = System.err;
  private final ByteArrayOutputStream kept = new ByteArrayOutputStream();

  private Printed() {}

  /** Keeps what is printed from now on. */
  static Printed keep() {
    Printed printed = new Printed();
    PrintStream both = new PrintStream(printed.kept, true, StandardCharsets.UTF_8);
    System.setOut(both);
    System.setErr(both);
    return printed;
  }

  /** The lines so far. */
  List<String> lines() {
    return kept.toString(StandardCharsets.UTF_8).lines().toList();
  }

  @Override
  public void close() {
    System.setOut(out);
    System.setErr(err);
  }
}
