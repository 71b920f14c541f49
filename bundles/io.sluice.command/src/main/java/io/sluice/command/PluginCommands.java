// SPDX-License-Identifier: Apache-2.0
package io.sluice.command;

import io.sluice.api.command.CommandResult;
import io.sluice.api.command.Commands;
import io.sluice.api.command.Outcome;
import io.sluice.api.command.OutputCommand;
import io.sluice.spi.authority.AuthorityRegistry;
import io.sluice.spi.command.CommandExecutor;
import io.sluice.spi.command.Effect;
import io.sluice.spi.ingress.IngressDispatcher;
import io.sluice.spi.plugin.PluginId;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import org.osgi.service.component.ComponentContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ServiceScope;

/**
 * The door for one bundle's commands: knows whose they are, and nothing else. Results reach the
 * plugin's code on the threads that are meant for it, one at a time.
 */
@Component(scope = ServiceScope.BUNDLE)
public final class PluginCommands implements Commands {

  private static final Clock CLOCK = Clock.systemUTC();

  private final long bundleId;
  private final AuthorityRegistry authority;
  private final CommandExecutor executor;
  private final SerialExecutor callbacks;
  private final Set<Pending> pending = ConcurrentHashMap.newKeySet();

  /**
   * Wires the parts.
   *
   * @param context names the bundle
   * @param authority knows which plugin the bundle is
   * @param executor carries out the commands
   * @param dispatcher runs the plugin's code
   */
  @Activate
  public PluginCommands(
      ComponentContext context,
      @Reference AuthorityRegistry authority,
      @Reference CommandExecutor executor,
      @Reference IngressDispatcher dispatcher) {
    this.bundleId = context.getUsingBundle().getBundleId();
    this.authority = authority;
    this.executor = executor;
    this.callbacks = new SerialExecutor(dispatcher.callbacks());
  }

  @Override
  public CompletionStage<CommandResult> submit(OutputCommand command) {
    return submit(List.of(command)).thenApply(results -> results.get(0));
  }

  @Override
  public CompletionStage<List<CommandResult>> submit(List<OutputCommand> batch) {
    List<OutputCommand> copy = List.copyOf(batch);
    Optional<PluginId> plugin = authority.snapshot().plugin(bundleId).id();
    if (plugin.isEmpty()) {
      return CompletableFuture.completedStage(results(copy, notAPlugin()));
    }
    Pending submitted = new Pending(copy, new CompletableFuture<>());
    pending.add(submitted);
    executor
        .execute(plugin.get(), null, copy)
        .whenComplete((results, impossible) -> answer(submitted, results));
    return submitted.answer().minimalCompletionStage();
  }

  private record Pending(
      List<OutputCommand> batch, CompletableFuture<List<CommandResult>> answer) {}

  private void answer(Pending submitted, List<CommandResult> results) {
    if (pending.remove(submitted)) {
      callbacks.execute(() -> submitted.answer().complete(results));
    }
  }

  private Effect notAPlugin() {
    return Effect.rejected("not_a_plugin", "bundle " + bundleId + " is no plugin");
  }

  private static List<CommandResult> results(List<OutputCommand> batch, Effect effect) {
    return batch.stream()
        .map(command -> Envelope.of(command, null, () -> ""))
        .map(envelope -> envelope.result(effect, CLOCK.instant()))
        .toList();
  }

  /** Leaves no stage behind that never completes. */
  @Deactivate
  void stop() {
    Effect cancelled = new Effect(Outcome.FAILED, "cancelled", "the plugin or the host stops");
    for (Pending each : pending) {
      answer(each, results(each.batch(), cancelled));
    }
  }
}
