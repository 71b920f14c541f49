// SPDX-License-Identifier: Apache-2.0
package io.sluice.shell;

import io.sluice.spi.authority.AuthorityInspector;
import io.sluice.spi.authority.AuthoritySnapshot;
import io.sluice.spi.authority.PluginAuthority;
import io.sluice.spi.authority.Standing;
import io.sluice.spi.authority.TargetReport;
import io.sluice.spi.diagnostic.DiagnosticLog;
import io.sluice.spi.diagnostic.DiagnosticLog.SelfReport;
import io.sluice.spi.diagnostic.PlainText;
import io.sluice.spi.ingress.QueueReport;
import io.sluice.spi.plugin.IngressSpec;
import io.sluice.spi.plugin.PluginManifest;
import io.sluice.spi.plugin.PluginManifest.Parameter;
import io.sluice.spi.plugin.SourceSpec;
import io.sluice.spi.roster.Confinement;
import io.sluice.spi.roster.PluginInspector;
import io.sluice.spi.roster.PluginInspector.Novelty;
import io.sluice.spi.roster.PluginReport;
import io.sluice.spi.roster.PluginReport.IngressReport;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A plugin as {@code sluice:show} prints it. What the plugin's author or the plugin wrote is
 * bounded and escaped.
 *
 * @param plugin how it is doing
 * @param description what its author says about it
 * @param parameters what its manifest leaves open
 * @param targets what it declares, what is granted and denied, and what comes of that
 * @param sources where its ingresses connect to
 * @param needs if it only reports, the least that would have each source dialled
 * @param network what its classes reach the network with, or null if nobody looked
 * @param novelty what it declares and the revision before it did not, or null
 * @param says what it says of itself, or null
 */
record PluginDetails(
    PluginListing plugin,
    String description,
    List<Parameter> parameters,
    List<TargetReport> targets,
    List<Source> sources,
    List<SourceListing> needs,
    @Nullable Confinement network,
    @Nullable Novelty novelty,
    @Nullable SelfReport says) {

  private static final int LONGEST = 256;

  /**
   * Where an ingress connects to.
   *
   * @param ingress the ingress
   * @param url the URL as the manifest has it, without its query
   */
  record Source(String ingress, String url) {}

  static PluginDetails of(
      PluginReport report,
      AuthoritySnapshot authority,
      AuthorityInspector inspector,
      PluginInspector bundles,
      DiagnosticLog diagnostics) {
    PluginAuthority allowed = authority.plugin(report.id().bundleId());
    List<PluginManifest> manifest = report.manifest().stream().toList();
    return new PluginDetails(
        PluginListing.of(report),
        manifest.stream().map(each -> plain(each.description())).findFirst().orElse(""),
        manifest.stream()
            .flatMap(each -> each.parameters().stream())
            .map(each -> new Parameter(each.name(), plain(each.description())))
            .toList(),
        allowed.targets().stream().map(PluginDetails::plain).toList(),
        manifest.stream()
            .flatMap(each -> each.ingresses().stream())
            .flatMap(PluginDetails::sources)
            .toList(),
        allowed.standing().kind() == Standing.Kind.REPORT_ONLY
            ? SourceListing.of(report.id().name(), inspector.sources(report.id().bundleId()))
            : List.of(),
        bundles.confinement(report.id().bundleId()).orElse(null),
        bundles.novelty(report.id().bundleId()).orElse(null),
        diagnostics.selfReport(report.id().name()).orElse(null));
  }

  private static java.util.stream.Stream<Source> sources(IngressSpec ingress) {
    return ingress.sources().stream()
        .map(SourceSpec::url)
        .map(url -> new Source(ingress.name(), url.toString()));
  }

  private static String plain(String text) {
    return PlainText.of(text, LONGEST);
  }

  static TargetReport plain(TargetReport target) {
    return new TargetReport(
        target.capability(),
        target.target(),
        target.verdict(),
        target.marks(),
        plain(target.reason()));
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    text.append(
        Table.wrap(
            "%s %s, bundle %d, %s"
                .formatted(
                    plugin.name(), plugin.version(), plugin.bundleId(), plugin.bundleState()),
            ""));
    line(text, "Status", plugin.status().wireName() + reason());
    line(text, "Service", plugin.service().wireName() + " since " + Times.of(plugin.since()));
    line(text, "Events", plugin.handled() + " handled, " + plugin.failures() + " failed");
    line(text, "Digest", plugin.digest());
    line(text, "Author", description);
    if (network != null) {
      NetworkLines.of(network).forEach(each -> line(text, "Network", each));
    }
    if (novelty != null) {
      line(text, "New", "since " + novelty.since() + ": " + String.join(", ", novelty.targets()));
    }
    if (says != null) {
      line(text, "Plugin", says.message() + " " + Json.of(says.status()).replaceAll("\\s+", " "));
    }
    parameters.forEach(each -> line(text, "Open", "${" + each.name() + "} " + each.description()));
    text.append('\n').append(targetTable(targets)).append("\n\n").append(ingressTable());
    if (!needs.isEmpty()) {
      text.append("\n\nNothing is dialled. The smallest grant that would do, source by source:");
      needs.forEach(each -> text.append("\n\n").append(each));
    }
    return text.toString();
  }

  private String reason() {
    return plugin.reason().isEmpty() ? "" : ": " + plugin.reason();
  }

  private static void line(StringBuilder text, String name, String value) {
    if (!value.isEmpty()) {
      text.append(Table.wrap("%-9s%s".formatted(name, value), ""));
    }
  }

  static Table targetTable(List<TargetReport> targets) {
    Table table = new Table("TARGET IS", "MIND", "TARGET");
    for (TargetReport target : targets) {
      String marks = String.join(" ", target.marks()).toUpperCase(Locale.ROOT);
      table.row(target.verdict().wireName(), marks, target.target()).detail(target.reason());
    }
    return table;
  }

  private Table ingressTable() {
    Table table = new Table("INGRESS", "HANDLER", "GRANTED", "WAITING", "DELIVERED", "DROPPED");
    for (IngressReport ingress : plugin.ingresses()) {
      QueueReport queue = ingress.queue();
      table.row(
          ingress.name(),
          ingress.handled() ? "yes" : "no",
          ingress.granted() ? "yes" : "no",
          queue == null ? "-" : queue.depth() + "/" + queue.capacity(),
          queue == null ? "-" : queue.delivered(),
          queue == null ? "-" : queue.dropped());
      sources.stream()
          .filter(source -> source.ingress().equals(ingress.name()))
          .forEach(source -> table.detail(source.url()));
    }
    return table;
  }
}
