// SPDX-License-Identifier: Apache-2.0
package io.sluice.observe;

import io.sluice.api.command.CommandResult;
import io.sluice.api.protocol.CommandDone;
import io.sluice.api.protocol.ConnectionStatus;
import io.sluice.api.protocol.DiagnosticNoted;
import io.sluice.spi.command.CommandListener;
import io.sluice.spi.connection.ConnectionListener;
import io.sluice.spi.connection.ConnectionReport;
import io.sluice.spi.diagnostic.Diagnostic;
import io.sluice.spi.diagnostic.DiagnosticListener;
import io.sluice.spi.plugin.PluginId;
import io.sluice.spi.roster.PluginReport;
import io.sluice.spi.roster.RosterListener;
import java.time.Clock;
import java.util.List;

/** Makes events of what the host's other bundles tell. No text that was received is among it. */
final class HostListeners
    implements RosterListener, ConnectionListener, CommandListener, DiagnosticListener {

  private final Workers workers;
  private final HostNews news;
  private final Clock clock;

  HostListeners(Workers workers, HostNews news, Clock clock) {
    this.workers = workers;
    this.news = news;
    this.clock = clock;
  }

  @Override
  public void rosterChanged(List<PluginReport> plugins) {
    news.offer(() -> workers.follow(plugins));
  }

  @Override
  public void connectionChanged(ConnectionReport connection) {
    ConnectionStatus status =
        new ConnectionStatus(
            connection.since(),
            connection.ingress(),
            connection.url(),
            connection.connection(),
            connection.state().wireName(),
            connection.reason(),
            connection.attempts());
    news.offer(() -> workers.tell(connection.plugin().name(), status));
  }

  @Override
  public void completed(PluginId plugin, CommandResult result) {
    news.offer(
        () ->
            workers.tell(
                plugin.name(),
                new CommandDone(
                    result.completedAt(),
                    result.commandId(),
                    result.correlationId(),
                    result.kind(),
                    result.outcome().wireName(),
                    result.code(),
                    result.message())));
  }

  @Override
  public void recorded(Diagnostic diagnostic) {
    if (!diagnostic.plugin().isEmpty()) {
      news.offer(
          () ->
              workers.tell(
                  diagnostic.plugin(),
                  new DiagnosticNoted(
                      diagnostic.time(),
                      diagnostic.severity().wireName(),
                      diagnostic.kind(),
                      diagnostic.code(),
                      diagnostic.connection(),
                      diagnostic.message())));
    }
  }

  /** Tells all workers that some of this is missing. */
  void missed(long number) {
    DiagnosticNoted gap =
        new DiagnosticNoted(
            clock.instant(),
            "warning",
            "observe",
            "host_events_dropped",
            null,
            number + " events of the host were dropped, of this worker's or others'");
    workers.all().values().forEach(worker -> worker.tell(gap));
  }
}
