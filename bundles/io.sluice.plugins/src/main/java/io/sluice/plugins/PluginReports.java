// SPDX-License-Identifier: Apache-2.0
package io.sluice.plugins;

import io.sluice.spi.plugin.IngressSpec;
import io.sluice.spi.roster.PluginReport;
import io.sluice.spi.roster.PluginReport.IngressReport;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Tells what has become of the plugins. */
final class PluginReports {

  private PluginReports() {}

  static List<PluginReport> of(Roster roster) {
    return roster.entries().values().stream()
        .map(PluginReports::of)
        .sorted(
            Comparator.comparing((PluginReport report) -> report.id().name())
                .thenComparing(report -> report.id().bundleId()))
        .toList();
  }

  static PluginReport of(PluginEntry entry) {
    Optional<ServiceRun> run = Optional.ofNullable(entry.life()).flatMap(PluginLife::current);
    StatusRule.Verdict verdict = StatusRule.of(entry);
    return new PluginReport(
        entry.bundle().id(),
        verdict.status(),
        verdict.reason(),
        entry.bundleState(),
        entry.bundle().isRejected() ? null : entry.bundle().manifest(),
        entry.state(),
        entry.since(),
        ingresses(entry, run),
        run.map(ServiceRun::handled).orElse(0L),
        run.map(ServiceRun::failures).orElse(0L));
  }

  private static List<IngressReport> ingresses(PluginEntry entry, Optional<ServiceRun> run) {
    return entry.bundle().manifest().ingresses().stream()
        .map(IngressSpec::name)
        .map(
            name ->
                new IngressReport(
                    name,
                    entry.offers().preferredFor(name).isPresent(),
                    entry.authority().receives(name),
                    run.flatMap(current -> current.report(name)).orElse(null)))
        .toList();
  }
}
