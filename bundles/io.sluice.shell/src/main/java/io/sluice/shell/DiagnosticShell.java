// SPDX-License-Identifier: Apache-2.0
package io.sluice.shell;

import io.sluice.api.command.CommandResult;
import io.sluice.spi.authority.DecisionLog;
import io.sluice.spi.command.CommandJournal;
import io.sluice.spi.diagnostic.Diagnostic;
import io.sluice.spi.diagnostic.DiagnosticLog;
import io.sluice.spi.diagnostic.LimitSource;
import io.sluice.spi.diagnostic.LimitSource.Limit;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.felix.service.command.Descriptor;
import org.apache.felix.service.command.Parameter;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;

/** The commands about what happened, and about what may happen at most. */
@Component(
    service = DiagnosticShell.class,
    property = {
      "osgi.command.scope=sluice",
      "osgi.command.function=diagnostics",
      "osgi.command.function=denials",
      "osgi.command.function=commands",
      "osgi.command.function=limits"
    })
public final class DiagnosticShell {

  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  private volatile @Nullable DiagnosticLog diagnostics;

  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  private volatile @Nullable CommandJournal journal;

  @Reference(
      cardinality = ReferenceCardinality.MULTIPLE,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  private volatile List<LimitSource> limitSources = List.of();

  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  private volatile @Nullable DecisionLog decisions;

  /**
   * Lists what went wrong.
   *
   * @param json whether to print JSON
   * @param plugin symbolic names; none for all plugins
   * @return the last diagnostics, the oldest first
   */
  @Descriptor("lists what went wrong, the oldest first")
  public String diagnostics(
      @Descriptor("print JSON")
          @Parameter(names = "--json", presentValue = "true", absentValue = "false")
          boolean json,
      @Descriptor("plugins' symbolic names; none for all") String... plugin) {
    List<String> names = Services.names(plugin);
    List<DiagnosticLog.Entry> entries =
        Services.require(diagnostics, "io.sluice.diagnostics").entries().stream()
            .filter(entry -> names.isEmpty() || names.contains(entry.plugin()))
            .filter(entry -> entry.recorded() > 0)
            .toList();
    if (json) {
      return Json.of(entries);
    }
    Table table = new Table("TIME", "SEVERITY", "KIND", "CODE", "PLUGIN");
    entries.stream()
        .flatMap(entry -> entry.kept().stream())
        .sorted(Comparator.comparing(Diagnostic::time))
        .forEach(
            each ->
                table
                    .row(
                        Times.of(each.time()),
                        each.severity().wireName(),
                        each.kind(),
                        each.code(),
                        each.plugin())
                    .detail(each.message()));
    Table denied = DenialListing.table(denied(names));
    String all =
        Stream.of(table, denied)
            .filter(each -> !each.isEmpty())
            .map(Table::toString)
            .collect(Collectors.joining("\n\n"));
    return all.isEmpty() ? "nothing went wrong" + scope(names) : all;
  }

  /**
   * Lists what was not allowed.
   *
   * @param json whether to print JSON
   * @param plugin symbolic names; none for all plugins
   * @return the last denials, each once, the one that happened longest ago first
   */
  @Descriptor("lists what was not allowed, each with an id for sluice:grant --from-denial")
  public String denials(
      @Descriptor("print JSON")
          @Parameter(names = "--json", presentValue = "true", absentValue = "false")
          boolean json,
      @Descriptor("plugins' symbolic names; none for all") String... plugin) {
    Services.require(decisions, "io.sluice.authority");
    List<String> names = List.of(plugin);
    List<DenialListing> denied = denied(names);
    if (json) {
      return Json.of(denied);
    }
    return denied.isEmpty()
        ? "nothing was denied" + scope(names)
        : DenialListing.table(denied).toString();
  }

  private List<DenialListing> denied(List<String> names) {
    DecisionLog log = decisions;
    return log == null
        ? List.of()
        : log.denials().stream()
            .map(DenialListing::of)
            .filter(each -> names.isEmpty() || names.contains(each.plugin()))
            .toList();
  }

  /**
   * Lists what became of plugins' commands.
   *
   * @param json whether to print JSON
   * @param plugin symbolic names; none for all plugins
   * @return counts and the last results of each plugin, the oldest first
   */
  @Descriptor("lists what became of the plugins' commands, the oldest first")
  public String commands(
      @Descriptor("print JSON")
          @Parameter(names = "--json", presentValue = "true", absentValue = "false")
          boolean json,
      @Descriptor("plugins' symbolic names; none for all") String... plugin) {
    List<String> names = Services.names(plugin);
    List<CommandJournal.Entry> entries =
        Services.require(journal, "io.sluice.command").entries().stream()
            .filter(entry -> names.isEmpty() || names.contains(entry.plugin()))
            .toList();
    if (json) {
      return Json.of(entries);
    }
    return entries.isEmpty()
        ? "no command was executed" + scope(names)
        : entries.stream().map(DiagnosticShell::commands).collect(Collectors.joining("\n\n"));
  }

  /** Nobody is to take a name that was mistyped for good news. */
  private static String scope(List<String> names) {
    return names.isEmpty() ? "" : " for a plugin named " + String.join(" or ", names);
  }

  private static String commands(CommandJournal.Entry entry) {
    String counts =
        entry.counts().entrySet().stream()
            .sorted(Map.Entry.comparingByKey())
            .map(count -> count.getValue() + " " + count.getKey().wireName())
            .collect(Collectors.joining(", "));
    Table table = new Table("TIME", "KIND", "OUTCOME", "CODE", "COMMAND");
    for (CommandResult result : entry.last()) {
      table
          .row(
              Times.of(result.completedAt()),
              result.kind(),
              result.outcome().wireName(),
              result.code(),
              result.commandId())
          .detail(result.message());
    }
    return Table.wrap(entry.plugin() + ": " + counts, "") + table;
  }

  /**
   * Lists the limits.
   *
   * @param json whether to print JSON
   * @param rest nothing else
   * @return one row for each limit, with the configuration that sets it
   */
  @Descriptor("lists the limits, and the configuration that sets each")
  public String limits(
      @Descriptor("print JSON")
          @Parameter(names = "--json", presentValue = "true", absentValue = "false")
          boolean json,
      @Descriptor("nothing else") String... rest) {
    Services.requireNothing(rest);
    List<Limit> limits =
        limitSources.stream()
            .flatMap(source -> source.limits().stream())
            .sorted(Comparator.comparing(Limit::pid))
            .toList();
    if (json) {
      return Json.of(limits);
    }
    Table table = new Table("CONFIGURATION", "KEY", "VALUE", "LIMITS");
    for (Limit limit : limits) {
      String value = String.format(Locale.ROOT, "%,d", limit.value());
      table.row(limit.pid(), limit.key(), value, limit.meaning());
    }
    return table.toString();
  }
}
