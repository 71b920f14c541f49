// SPDX-License-Identifier: Apache-2.0
package io.sluice.launcher;

import java.util.List;
import java.util.Set;

/**
 * What was written behind the jar.
 *
 * @param demo whether the example gateway and the example plugin are to be there
 * @param once whether the demo is to run by itself, and to end
 */
record Arguments(boolean demo, boolean once) {

  static final String USAGE =
      """
      usage: java -jar sluice.jar [--demo [--once]]

        (none)   the plain host: takes bundles from plugins/ and configurations from etc/
                 of the working folder
        --demo   the host with an example gateway and an example plugin, for trying out
        --once   with --demo: plays what the README shows, and ends with 0 if it worked
      """;

  private static final Set<String> KNOWN = Set.of("--demo", "--once");

  static Arguments parse(List<String> arguments) {
    for (String argument : arguments) {
      if (!KNOWN.contains(argument)) {
        throw new IllegalArgumentException("unknown argument: " + argument);
      }
    }
    boolean demo = arguments.contains("--demo");
    boolean once = arguments.contains("--once");
    if (once && !demo) {
      throw new IllegalArgumentException("--once goes with --demo");
    }
    return new Arguments(demo, once);
  }
}
