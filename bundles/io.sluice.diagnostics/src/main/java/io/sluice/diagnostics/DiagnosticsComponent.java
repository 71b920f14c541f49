// SPDX-License-Identifier: Apache-2.0
package io.sluice.diagnostics;

import io.sluice.api.command.CommandPayload;
import io.sluice.api.command.UpdateStatus;
import io.sluice.spi.command.CommandTransport;
import io.sluice.spi.command.Effect;
import io.sluice.spi.command.Reach;
import io.sluice.spi.diagnostic.Diagnostic;
import io.sluice.spi.diagnostic.Diagnostic.Severity;
import io.sluice.spi.diagnostic.DiagnosticListener;
import io.sluice.spi.diagnostic.DiagnosticLog;
import io.sluice.spi.diagnostic.Diagnostics;
import io.sluice.spi.diagnostic.PlainText;
import io.sluice.spi.plugin.PluginId;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
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
  private final List<DiagnosticListener> listeners = new CopyOnWriteArrayList<>();
  private final LogThrottle throttle = new LogThrottle(clock::millis);

  @Reference(
      name = "listener",
      cardinality = ReferenceCardinality.MULTIPLE,
      policy = ReferencePolicy.DYNAMIC)
  void addListener(DiagnosticListener listener) {
    listeners.add(listener);
  }

  void removeListener(DiagnosticListener listener) {
    listeners.remove(listener);
  }

  private static void tell(DiagnosticListener listener, Diagnostic diagnostic) {
    try {
      listener.recorded(diagnostic);
    } catch (RuntimeException | LinkageError e) {
      LOG.error("listener={} failed to take note of a diagnostic", listener, e);
    }
  }

  @Override
  public void record(
      Severity severity,
      String kind,
      String code,
      String plugin,
      @Nullable String connection,
      String message) {
    String plain = PlainText.of(message, Diagnostic.MAX_MESSAGE);
    Diagnostic diagnostic =
        new Diagnostic(clock.instant(), severity, kind, code, plugin, connection, plain);
    journal.add(diagnostic);
    listeners.forEach(listener -> tell(listener, diagnostic));
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
