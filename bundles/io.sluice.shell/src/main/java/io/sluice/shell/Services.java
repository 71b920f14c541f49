// SPDX-License-Identifier: Apache-2.0
package io.sluice.shell;

import io.sluice.spi.roster.PluginReport;
import io.sluice.spi.roster.PluginRoster;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Says what is wrong where a command finds something missing. */
final class Services {

  private Services() {}

  /** Returns a service of the host, or says which bundle would offer it. */
  static <T> T require(@Nullable T service, String bundle) {
    if (service == null) {
      throw new SluiceException(
          "the bundle " + bundle + " does not run; start it, or see with scr:list what it misses");
    }
    return service;
  }

  /** Refuses what a command does not take. Gogo's own words for it name types of Java. */
  static void requireNothing(String[] arguments) {
    names(arguments);
    if (arguments.length > 0) {
      throw new SluiceException("'" + arguments[0] + "' is too much; only --json may follow");
    }
  }

  /** The names of plugins among them, which are all: an option that is none is no name. */
  static List<String> names(String[] arguments) {
    for (String argument : arguments) {
      if (argument.startsWith("-")) {
        throw new SluiceException("there is no option " + argument + " here");
      }
    }
    return List.of(arguments);
  }

  /** Refuses a command without a plugin, or with --help instead, and says how to type it. */
  static void requireNamed(String[] arguments, String usage) {
    if (arguments.length == 0 || arguments[0].equals("--help")) {
      throw new SluiceException("which plugin? " + usage + "; sluice:list shows them");
    }
  }

  /** Finds the plugins of a name, of which there may be several. */
  static List<PluginReport> plugins(@Nullable PluginRoster roster, String name) {
    List<PluginReport> all = require(roster, "io.sluice.plugins").plugins();
    List<PluginReport> found =
        all.stream().filter(report -> report.id().name().equals(name)).toList();
    if (found.isEmpty()) {
      throw new SluiceException("no plugin is named " + name + "; sluice:list shows them");
    }
    return found;
  }
}
