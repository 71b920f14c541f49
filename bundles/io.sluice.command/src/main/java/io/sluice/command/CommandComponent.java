// SPDX-License-Identifier: Apache-2.0
package io.sluice.command;

import io.sluice.api.command.CommandResult;
import io.sluice.api.command.OutputCommand;
import io.sluice.api.event.IngressEvent;
import io.sluice.spi.authority.AuthorityRegistry;
import io.sluice.spi.authority.DecisionLog;
import io.sluice.spi.command.CommandExecutor;
import io.sluice.spi.command.CommandJournal;
import io.sluice.spi.command.CommandListener;
import io.sluice.spi.command.CommandTransport;
import io.sluice.spi.configuration.CheckedConfiguration;
import io.sluice.spi.diagnostic.Diagnostics;
import io.sluice.spi.diagnostic.LimitSource;
import io.sluice.spi.plugin.PluginId;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Offers the executor and its journal as services. It is immediate since it must not forget while
 * nobody asks.
 */
@Component(immediate = true, configurationPid = CommandConfiguration.PID)
@Designate(ocd = CommandConfiguration.class)
public final class CommandComponent implements CommandExecutor, CommandJournal, LimitSource {

  private static final Logger LOG = LoggerFactory.getLogger(CommandComponent.class);

  private final int commandsPerCall;
  private final int resultsKept;
  private final Transports transports = new Transports();
  private final ResultJournal journal;
  private final List<CommandListener> listeners = new CopyOnWriteArrayList<>();
  private final Executor executor;

  /**
   * Wires the parts.
   *
   * @param configuration the limits
   * @param authority decides what is allowed
   * @param diagnostics takes note of what goes wrong
   * @param decisions takes note of what is not allowed
   */
  @Activate
  public CommandComponent(
      Map<String, Object> configuration,
      @Reference AuthorityRegistry authority,
      @Reference Diagnostics diagnostics,
      @Reference DecisionLog decisions) {
    this(
        CheckedConfiguration.of(
            CommandConfiguration.class, CommandConfiguration.PID, configuration, LOG::error),
        authority,
        diagnostics,
        decisions);
  }

  CommandComponent(
      CommandConfiguration configuration,
      AuthorityRegistry authority,
      Diagnostics diagnostics,
      DecisionLog decisions) {
    commandsPerCall = Math.max(1, Math.min(configuration.commands__per__call(), 1_024));
    resultsKept = Math.max(1, Math.min(configuration.results__kept(), 1_024));
    journal = new ResultJournal(resultsKept);
    executor =
        new Executor(
            authority,
            transports,
            this::note,
            diagnostics,
            decisions::record,
            new CommandIds(),
            Clock.systemUTC(),
            commandsPerCall);
  }

  @Activate
  void start() {
    LOG.info("command up");
  }

  @Deactivate
  void stop() {
    LOG.info("command down");
  }

  @Reference(
      name = "transport",
      cardinality = ReferenceCardinality.MULTIPLE,
      policy = ReferencePolicy.DYNAMIC)
  void addTransport(ServiceReference<CommandTransport> reference, CommandTransport transport) {
    transports.add(reference, transport);
  }

  void removeTransport(ServiceReference<CommandTransport> reference) {
    transports.remove(reference);
  }

  @Reference(
      name = "listener",
      cardinality = ReferenceCardinality.MULTIPLE,
      policy = ReferencePolicy.DYNAMIC)
  void addListener(CommandListener listener) {
    listeners.add(listener);
  }

  void removeListener(CommandListener listener) {
    listeners.remove(listener);
  }

  private void note(PluginId plugin, CommandResult result) {
    journal.add(plugin.name(), result);
    for (CommandListener listener : listeners) {
      try {
        listener.completed(plugin, result);
      } catch (RuntimeException | LinkageError e) {
        LOG.error("listener={} failed to take note of a result", listener, e);
      }
    }
  }

  @Override
  public CompletionStage<List<CommandResult>> execute(
      PluginId plugin, @Nullable IngressEvent cause, List<OutputCommand> batch) {
    return executor.execute(plugin, cause, batch);
  }

  @Override
  public List<Entry> entries() {
    return journal.entries();
  }

  @Override
  public List<Limit> limits() {
    return List.of(
        limit("commands_per_call", commandsPerCall, "commands in one answer or batch"),
        limit("results_kept", resultsKept, "results that are kept of each plugin"));
  }

  private static Limit limit(String key, long value, String meaning) {
    return new Limit(CommandConfiguration.PID, key, value, meaning);
  }
}
