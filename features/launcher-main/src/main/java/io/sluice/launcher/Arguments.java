// SPDX-License-Identifier: Apache-2.0
package io.sluice.launcher;

import java.util.List;
import java.util.Set;

/**
 * What was written behind the jar.
 *
 * @param help whether only the usage is to be printed
 * @param demo whether the example gateway and the example plugin are to be there
 * @param once whether the demo is to run by itself, and to end
 */
record Arguments(boolean help, boolean demo, boolean once) {

  static final String USAGE =
      """
      usage: java -jar sluice.jar [--demo [--once] | --help]

        (none)   the plain host: takes plugins from plugins/ and grants from etc/ of the
                 working folder, and makes them if they are missing
        --demo   the host with an example gateway and an example plugin, for trying out
        --once   with --demo: plays what the README shows, and ends with 0 if it worked
        --help   prints this

      At a terminal there is a shell. SIGTERM, SIGINT and, in the shell, exit stop the host in
      order: each peer is told. The exit code is 0 after exit, 1 if the demo did not work or the
      working folder cannot be used, 2 after a wrong argument, and 128 and its number after a
      signal.
      """;

  private static final String DEMO = "--demo";
  private static final String ONCE = "--once";
  private static final String HELP = "--help";
  private static final Set<String> KNOWN = Set.of(DEMO, ONCE, HELP);

  static Arguments parse(List<String> arguments) {
    for (String argument : arguments) {
      if (!KNOWN.contains(argument)) {
        throw new IllegalArgumentException("unknown argument: " + argument);
      }
    }
    boolean demo = arguments.contains(DEMO);
    boolean once = arguments.contains(ONCE);
    if (once && !demo) {
      throw new IllegalArgumentException("--once goes with --demo");
    }
    return new Arguments(arguments.contains(HELP), demo, once);
  }
}
