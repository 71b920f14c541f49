// SPDX-License-Identifier: Apache-2.0
package io.sluice.shell;

import io.sluice.spi.diagnostic.PlainText;
import io.sluice.spi.roster.Confinement;
import io.sluice.spi.roster.Confinement.Finding;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** What a bundle's classes reach the network with, as an operator reads it. */
final class NetworkLines {

  private static final int SHOWN = 12;
  private static final int LONGEST = 128;

  private NetworkLines() {}

  static List<String> of(Confinement confinement) {
    List<String> lines = new ArrayList<>();
    if (!confinement.findings().isEmpty()) {
      lines.add("also uses " + findings(confinement.findings()));
    } else if (confinement.unread().isEmpty()) {
      lines.add("confined, as far as its " + confinement.classes() + " class files tell");
    } else {
      lines.add("nothing else, as far as it was read");
    }
    confinement.unread().forEach(line -> lines.add("not read: " + plain(line)));
    return lines;
  }

  private static String findings(List<Finding> findings) {
    String shown =
        findings.stream().limit(SHOWN).map(NetworkLines::text).collect(Collectors.joining(", "));
    int more = findings.size() - SHOWN;
    return more > 0 ? shown + ", and " + more + " more, which --json lists" : shown;
  }

  private static String text(Finding finding) {
    String further = finding.further() == 0 ? "" : " and " + finding.further() + " more";
    return plain(finding.what()) + " (" + plain(finding.by()) + further + ")";
  }

  /** Names of classes and entries are what the plugin's author made them. */
  private static String plain(String text) {
    return PlainText.of(text, LONGEST);
  }
}
