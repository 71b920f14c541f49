// SPDX-License-Identifier: Apache-2.0
package io.sluice.shell;

import io.sluice.spi.connection.ConnectionInventory;
import io.sluice.spi.connection.ConnectionReport;
import io.sluice.spi.ingress.QueueReport;
import io.sluice.spi.roster.PluginReport;
import io.sluice.spi.roster.PluginRoster;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.felix.service.command.Descriptor;
import org.apache.felix.service.command.Parameter;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;

/** The command about connections. */
@Component(
    service = ConnectionShell.class,
    property = {"osgi.command.scope=sluice", "osgi.command.function=connections"})
public final class ConnectionShell {

  private final Clock clock = Clock.systemUTC();

  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  private volatile @Nullable ConnectionInventory inventory;

  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  private volatile @Nullable PluginRoster roster;

  /**
   * Lists the connections.
   *
   * @param json whether to print JSON
   * @param plugin symbolic names; none for all plugins
   * @return a few lines for each connection
   */
  @Descriptor("lists the connections that the host holds for plugins, or would hold")
  public String connections(
      @Descriptor("print JSON")
          @Parameter(names = "--json", presentValue = "true", absentValue = "false")
          boolean json,
      @Descriptor("plugins' symbolic names; none for all") String... plugin) {
    List<String> names = Services.names(plugin);
    names.forEach(name -> Services.plugins(roster, name));
    List<ConnectionReport> found =
        Services.require(inventory, "io.sluice.websocket").connections().stream()
            .filter(report -> names.isEmpty() || names.contains(report.plugin().name()))
            .toList();
    if (json) {
      return Json.of(found.stream().map(this::listing).toList());
    }
    Table table = new Table("PLUGIN", "INGRESS", "STATE", "FOR", "IN", "OUT", "QUEUE", "TRIES");
    Instant now = clock.instant();
    for (ConnectionReport report : found) {
      table.row(
          report.plugin().name(),
          report.ingress(),
          report.state().wireName(),
          Ages.of(report.since(), now),
          report.framesIn(),
          report.framesOut(),
          queue(report).map(queue -> queue.depth() + "/" + queue.capacity()).orElse("-"),
          report.attempts());
      details(report, now).forEach(table::detail);
    }
    return table.isEmpty()
        ? "no connection; sluice:list shows what the plugins wait for"
        : table.toString();
  }

  private ConnectionListing listing(ConnectionReport report) {
    return new ConnectionListing(
        report.plugin().name(), report.plugin().bundleId(), report, queue(report).orElse(null));
  }

  private Optional<QueueReport> queue(ConnectionReport report) {
    return Services.require(roster, "io.sluice.plugins").plugins().stream()
        .filter(plugin -> plugin.id().bundleId() == report.plugin().bundleId())
        .flatMap(plugin -> plugin.ingresses().stream())
        .filter(ingress -> ingress.name().equals(report.ingress()))
        .map(PluginReport.IngressReport::queue)
        .filter(queue -> queue != null)
        .findFirst();
  }

  private static List<String> details(ConnectionReport report, Instant now) {
    List<String> details = new ArrayList<>();
    details.add(report.url() + (report.reason().isEmpty() ? "" : " (" + report.reason() + ")"));
    if (report.remoteAddress() != null) {
      details.add(
          "%s at %s, last frame %s, last pong %s, round trip %s"
              .formatted(
                  report.connection(),
                  report.remoteAddress(),
                  Ages.of(report.lastFrameAt(), now),
                  Ages.of(report.lastPongAt(), now),
                  report.roundTrip() == null
                      ? "-"
                      : "%.1f ms".formatted(report.roundTrip().toNanos() / 1e6)));
    }
    if (report.nextAttemptAt() != null) {
      details.add("next attempt in " + Ages.of(now, report.nextAttemptAt()));
    }
    if (report.lastError() != null) {
      details.add("last error: " + report.lastError());
    }
    if (report.unsupportedFrames() + report.pauses() + report.sendFailures() > 0) {
      details.add(
          "binary skipped %d, pauses %d, send failures %d"
              .formatted(report.unsupportedFrames(), report.pauses(), report.sendFailures()));
    }
    return details;
  }
}
