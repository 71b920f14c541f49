// SPDX-License-Identifier: Apache-2.0
package io.sluice.itest.autobahn;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Runs the suite, prints its verdicts, and fails if one is not as it is stored.
 *
 * <p>System properties: {@code suite.dir}, the unpacked suite; {@code suite.script}, what starts
 * it; {@code jython}, what runs it; {@code verdicts.dir}, the stored lists; {@code work.dir}, for
 * all that is written; {@code sides}, {@code clients}, {@code endpoints} or both; {@code host.dir}
 * and {@code fixtures.dir}, the bundles.
 */
public final class Conformance {

  private Conformance() {}

  /** Runs all of it, and ends the process with 1 if something differs. */
  public static void main(String[] arguments) throws Exception {
    Path work = Files.createDirectories(Path.of(System.getProperty("work.dir")));
    Path run = Files.createTempDirectory(work, "run-");
    boolean same = true;
    for (String side : System.getProperty("sides").split(",", -1)) {
      same &= compare(side, run);
    }
    System.exit(same ? 0 : 1);
  }

  private static boolean compare(String side, Path run) throws Exception {
    return switch (side) {
      case "clients" -> compare(side, Clients.verdicts(run));
      case "endpoints" -> compare(side, Endpoints.verdicts(run));
      default -> throw new IllegalArgumentException("no side is named " + side);
    };
  }

  private static boolean compare(String side, List<Verdicts> verdicts) throws IOException {
    Path stored = Path.of(System.getProperty("verdicts.dir"), side + ".txt");
    return Expectation.stored(stored).compare(verdicts);
  }
}
