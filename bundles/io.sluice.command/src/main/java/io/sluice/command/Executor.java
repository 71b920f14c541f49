// SPDX-License-Identifier: Apache-2.0
package io.sluice.command;

import static java.util.Objects.requireNonNull;

import io.sluice.api.command.CommandPayload;
import io.sluice.api.command.CommandResult;
import io.sluice.api.command.Outcome;
import io.sluice.api.command.OutputCommand;
import io.sluice.api.event.IngressEvent;
import io.sluice.spi.authority.AccessAttempt;
import io.sluice.spi.authority.AuthorityRegistry;
import io.sluice.spi.authority.Decision;
import io.sluice.spi.command.CommandTransport;
import io.sluice.spi.command.Effect;
import io.sluice.spi.command.Reach;
import io.sluice.spi.diagnostic.Diagnostic.Severity;
import io.sluice.spi.diagnostic.Diagnostics;
import io.sluice.spi.plugin.PluginId;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Takes batches of commands through validation, authority and transport. Safe for use by many
 * threads; it keeps nothing of a batch once its results are there.
 */
final class Executor {

  private final AuthorityRegistry authority;
  private final Transports transports;
  private final BiConsumer<PluginId, CommandResult> journal;
  private final Diagnostics diagnostics;
  private final BiConsumer<AccessAttempt, Decision> refusals;
  private final Supplier<String> ids;
  private final Clock clock;
  private final int mostCommands;

  Executor(
      AuthorityRegistry authority,
      Transports transports,
      BiConsumer<PluginId, CommandResult> journal,
      Diagnostics diagnostics,
      BiConsumer<AccessAttempt, Decision> refusals,
      Supplier<String> ids,
      Clock clock,
      int mostCommands) {
    this.authority = authority;
    this.transports = transports;
    this.journal = journal;
    this.diagnostics = diagnostics;
    this.refusals = refusals;
    this.ids = ids;
    this.clock = clock;
    this.mostCommands = mostCommands;
  }

  CompletionStage<List<CommandResult>> execute(
      PluginId plugin, @Nullable IngressEvent cause, List<OutputCommand> batch) {
    List<Envelope> envelopes = new ArrayList<>();
    for (OutputCommand command : batch) {
      envelopes.add(Envelope.of(command, cause, ids));
      if (envelopes.size() > mostCommands) {
        return tooMany(plugin, envelopes.get(0), batch.size());
      }
    }
    boolean wellFormed = envelopes.stream().noneMatch(Envelope::isMalformed);
    List<CompletableFuture<CommandResult>> results = new ArrayList<>(envelopes.size());
    for (Envelope envelope : envelopes) {
      results.add(
          (wellFormed ? effect(plugin, envelope) : notCarriedOut(envelope))
              .thenApply(effect -> recorded(plugin, envelope, effect))
              .toCompletableFuture());
    }
    return CompletableFuture.allOf(results.toArray(CompletableFuture[]::new))
        .thenApply(all -> results.stream().map(CompletableFuture::join).toList());
  }

  /** The whole batch has one answer, which is recorded once: it may be of any length. */
  private CompletionStage<List<CommandResult>> tooMany(
      PluginId plugin, Envelope first, int number) {
    CommandResult result =
        recorded(
            plugin,
            first,
            Effect.rejected(
                "too_many_commands",
                number + " commands at once; at most " + mostCommands + " are allowed"));
    return CompletableFuture.completedStage(Collections.nCopies(number, result));
  }

  private static CompletionStage<Effect> notCarriedOut(Envelope envelope) {
    return CompletableFuture.completedStage(
        envelope.isMalformed()
            ? Effect.rejected("malformed", envelope.problem())
            : Effect.rejected("batch_malformed", "another command of its batch is malformed"));
  }

  private CompletionStage<Effect> effect(PluginId plugin, Envelope envelope) {
    CommandPayload payload = envelope.payload();
    CommandTransport transport = transports.of(envelope.kind()).orElse(null);
    if (payload == null || transport == null) {
      return CompletableFuture.completedStage(
          new Effect(
              Outcome.UNSUPPORTED,
              "no_transport",
              "nobody here carries out commands of the kind " + envelope.kind()));
    }
    try {
      return authorised(plugin, envelope.kind(), payload, transport);
    } catch (RuntimeException | LinkageError e) {
      // The bundle that carries it out may be going.
      return CompletableFuture.completedStage(broken(e));
    }
  }

  private CompletionStage<Effect> authorised(
      PluginId plugin, String kind, CommandPayload payload, CommandTransport transport) {
    Reach reach = transport.reach(plugin, payload);
    if (reach instanceof Reach.Nowhere nowhere) {
      return CompletableFuture.completedStage(nowhere.effect());
    }
    if (reach instanceof Reach.Outside outside) {
      Decision decision = authority.snapshot().plugin(plugin.bundleId()).decide(outside.access());
      if (!decision.allowed()) {
        refusals.accept(AccessAttempt.of(plugin, kind, outside.access()), decision);
        return CompletableFuture.completedStage(
            Effect.rejected(decision.code(), decision.message()));
      }
    }
    return transport
        .carryOut(plugin, payload)
        .thenApply(effect -> requireNonNull(effect, "effect"))
        .exceptionally(Executor::broken);
  }

  private static Effect broken(Throwable e) {
    Throwable cause = e instanceof CompletionException && e.getCause() != null ? e.getCause() : e;
    return Effect.failed("transport_failed", "the transport failed: " + cause);
  }

  private CommandResult recorded(PluginId plugin, Envelope envelope, Effect effect) {
    CommandResult result = envelope.result(effect, clock.instant());
    journal.accept(plugin, result.withoutAnswer());
    if (effect.outcome() != Outcome.EXECUTED) {
      diagnostics.record(
          Severity.WARNING,
          "command",
          effect.code(),
          plugin.name(),
          null,
          envelope.kind() + " " + effect.outcome().wireName() + ": " + effect.message());
    }
    return result;
  }
}
