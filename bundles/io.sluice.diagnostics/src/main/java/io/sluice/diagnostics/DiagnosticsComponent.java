// SPDX-License-Identifier: Apache-2.0
package io.sluice.diagnostics;

import io.sluice.api.command.CommandPayload;
import io.sluice.api.command.UpdateStatus;
import io.sluice.spi.command.CommandTransport;
import io.sluice.spi.command.Effect;
import io.sluice.spi.command.Reach;
import io.sluice.spi.diagnostic.Diagnostic;
import io.sluice.spi.diagnostic.Diagnostic.Severity;
import io.sluice.spi.diagnostic.DiagnosticLog;
import io.sluice.spi.diagnostic.Diagnostics;
import io.sluice.spi.diagnostic.PlainText;
import io.sluice.spi.plugin.PluginId;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Component;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Offers the journal and the plugins' own reports as services. It is immediate since it must not
 * forget while nobody asks.
 */
@Component(
    immediate = true,
    service = {Diagnostics.class, DiagnosticLog.class, CommandTransport.class},
    property = CommandTransport.KINDS + "=" + UpdateStatus.KIND)
public final class DiagnosticsComponent implements Diagnostics, DiagnosticLog, CommandTransport {

  private static final Logger LOG = LoggerFactory.getLogger(DiagnosticsComponent.class);
  private static final int KEPT_PER_PLUGIN = 256;

  private final Clock clock = Clock.systemUTC();
  private final Journal journal = new Journal(KEPT_PER_PLUGIN);
  private final LogThrottle throttle = new LogThrottle(clock::millis);

  @Override
  public void record(
      Severity severity,
      String kind,
      String code,
      String plugin,
      @Nullable String connection,
      String message) {
    String plain = PlainText.of(message, Diagnostic.MAX_MESSAGE);
    journal.add(new Diagnostic(clock.instant(), severity, kind, code, plugin, connection, plain));
    if (severity == Severity.ERROR && throttle.admits()) {
      LOG.warn(
          "code={} plugin={}{} suppressed={} message={}",
          code,
          plugin,
          connection == null ? "" : " connection=" + connection,
          throttle.takeSuppressed(),
          plain);
    }
  }

  @Override
  public List<Entry> entries() {
    return journal.entries();
  }

  @Override
  public Optional<SelfReport> selfReport(String plugin) {
    return journal.selfReport(plugin);
  }

  @Override
  public Reach reach(PluginId plugin, CommandPayload payload) {
    return new Reach.Inside();
  }

  @Override
  public CompletionStage<Effect> carryOut(PluginId plugin, CommandPayload payload) {
    if (!(payload instanceof UpdateStatus update)) {
      return CompletableFuture.completedStage(
          Effect.rejected("malformed", "the payload is not one of " + UpdateStatus.KIND));
    }
    String message = PlainText.of(update.message(), Diagnostic.MAX_MESSAGE);
    journal.add(plugin.name(), new SelfReport(clock.instant(), message, update.status()));
    return CompletableFuture.completedStage(Effect.EXECUTED);
  }
}
