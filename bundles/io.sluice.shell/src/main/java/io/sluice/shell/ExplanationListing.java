// SPDX-License-Identifier: Apache-2.0
package io.sluice.shell;

import io.sluice.spi.authority.Decision;
import io.sluice.spi.authority.Explanation;
import io.sluice.spi.authority.Explanation.Rule;
import io.sluice.spi.plugin.PluginId;
import java.util.List;

/**
 * An explanation as {@code sluice:explain} prints it.
 *
 * @param plugin the symbolic name
 * @param version the version
 * @param bundleId the bundle's number
 * @param access what is explained, without the query of its URL
 * @param declared the declared targets that cover it
 * @param granted the granted targets that cover it, each after its grant
 * @param denied the denied targets that cover it, each after its grant
 * @param effective what comes of it
 * @param rules the rules, in the order in which they are applied
 * @param remedy what would allow it
 */
record ExplanationListing(
    String plugin,
    String version,
    long bundleId,
    String access,
    List<String> declared,
    List<String> granted,
    List<String> denied,
    Decision effective,
    List<Rule> rules,
    RemedyLines remedy) {

  static ExplanationListing of(PluginId id, Explanation explanation) {
    return new ExplanationListing(
        id.name(),
        id.version(),
        id.bundleId(),
        explanation.access(),
        explanation.declared(),
        explanation.granted(),
        explanation.denied(),
        explanation.decision(),
        explanation.rules(),
        RemedyLines.of(id.name(), explanation.remedy()));
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    text.append(Table.wrap(access, ""));
    text.append(Table.wrap("by %s %s, bundle %d".formatted(plugin, version, bundleId), ""))
        .append('\n');
    targets(text, "Declared", declared);
    targets(text, "Granted", granted);
    targets(text, "Denied", denied);
    line(text, "Effective", effective.allowed() ? "allowed" : "not allowed: " + effective.code());
    text.append('\n').append(ruleTable());
    if (!remedy.isEmpty()) {
      text.append("\n\nWhat would allow it:\n").append(remedy);
    }
    return text.toString();
  }

  private static void targets(StringBuilder text, String name, List<String> targets) {
    if (targets.isEmpty()) {
      line(text, name, "no");
    }
    targets.forEach(target -> line(text, name, target));
  }

  private static void line(StringBuilder text, String name, String value) {
    text.append(Table.wrap("%-11s%s".formatted(name, value), ""));
  }

  private Table ruleTable() {
    Table table = new Table("RULE", "HOLDS");
    for (Rule rule : rules) {
      table
          .row(rule.name(), rule.decision().allowed() ? "yes" : "no: " + rule.decision().code())
          .detail(rule.decision().message());
    }
    return table;
  }
}
