// SPDX-License-Identifier: Apache-2.0
package io.sluice.shell;

import io.sluice.spi.authority.GrantAddition;
import io.sluice.spi.authority.Remedy;
import java.util.ArrayList;
import java.util.List;

/**
 * A remedy as lines to copy.
 *
 * @param manifest lines for the plugin's manifest, each with the path of its list before it
 * @param grant lines for a grant's configuration
 * @param command what to type instead of the lines for the grant, empty if there is no such command
 * @param byHand what is to be done beside that
 */
record RemedyLines(List<String> manifest, List<String> grant, String command, List<String> byHand) {

  private static final String STEP = "  ";
  private static final String LINE = "    ";

  static RemedyLines of(String plugin, Remedy remedy) {
    return new RemedyLines(
        remedy.manifest(),
        remedy.grant().lines(),
        command(plugin, remedy.grant()),
        remedy.byHand());
  }

  /** An ingress is named where no target is granted that one of its sources is in. */
  private static String command(String plugin, GrantAddition addition) {
    if (addition.isEmpty()) {
      return "";
    }
    StringBuilder command = new StringBuilder("sluice:grant ").append(plugin);
    addition.targets().forEach(target -> command.append(' ').append(typed(target.toString())));
    if (addition.targets().isEmpty()) {
      addition.ingresses().forEach(name -> command.append(" --ingress ").append(name));
    }
    addition.addresses().forEach(block -> command.append(" --address ").append(block));
    return command.toString();
  }

  /** As one argument: Gogo has its own mind about a *, a space and a $. */
  private static String typed(String argument) {
    return argument.matches("[A-Za-z0-9:/._-]+") ? argument : "'" + argument + "'";
  }

  boolean isEmpty() {
    return manifest.isEmpty() && grant.isEmpty() && byHand.isEmpty();
  }

  @Override
  public String toString() {
    List<String> lines = new ArrayList<>();
    add(lines, "the author adds to the manifest, below host_api:", manifest);
    add(lines, grantTitle(), grant);
    add(lines, "by hand:", byHand);
    return String.join("", lines).stripTrailing();
  }

  private String grantTitle() {
    return command.isEmpty()
        ? "add to a grant's configuration:"
        : "type " + command + ", or add to a grant's configuration:";
  }

  private static void add(List<String> lines, String title, List<String> of) {
    if (!of.isEmpty()) {
      lines.add(Table.wrap(title, STEP));
      of.forEach(line -> lines.add(Table.wrap(line, LINE)));
    }
  }
}
