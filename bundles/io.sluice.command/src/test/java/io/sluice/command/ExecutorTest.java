// SPDX-License-Identifier: Apache-2.0
package io.sluice.command;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertNull;
import static org.junit.Assert.assertTrue;

import io.sluice.api.command.CommandPayload;
import io.sluice.api.command.CommandResult;
import io.sluice.api.command.CustomCommand;
import io.sluice.api.command.Outcome;
import io.sluice.api.command.OutputCommand;
import io.sluice.api.command.SendText;
import io.sluice.api.command.UpdateStatus;
import io.sluice.api.event.EventOrigin;
import io.sluice.api.event.IngressEvent;
import io.sluice.api.event.WebSocketText;
import io.sluice.spi.authority.Decision;
import io.sluice.spi.command.Effect;
import io.sluice.spi.command.Reach;
import io.sluice.spi.diagnostic.Diagnostic.Severity;
import io.sluice.spi.target.Access;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.AbstractMap;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.Before;
import org.junit.Test;

public final class ExecutorTest {

  private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");
  private static final int MOST = 4;
  private static final IngressEvent CAUSE =
      new WebSocketText(
          new EventOrigin("gateway", "websocket:wss://a.example/", "c1", 1), 1_000, 5, "text");

  private final TestAuthority authority = new TestAuthority();
  private final Transports transports = new Transports();
  private final TestTransport transport = new TestTransport();
  private final ResultJournal journal = new ResultJournal(32);
  private final RecordedDiagnostics diagnostics = new RecordedDiagnostics();
  private final List<String> refusals = new CopyOnWriteArrayList<>();
  private final AtomicLong ids = new AtomicLong();
  private final Executor executor =
      new Executor(
          authority,
          transports,
          (plugin, result) -> journal.add(plugin.name(), result),
          diagnostics,
          (attempt, decision) -> refusals.add(attempt.kind() + " " + attempt.access()),
          () -> "cmd-" + ids.incrementAndGet(),
          Clock.fixed(NOW, ZoneOffset.UTC),
          MOST);

  @Before
  public void addTransport() {
    transports.add(
        new TransportReference(0, 1, new String[] {SendText.KIND, UpdateStatus.KIND}), transport);
  }

  private CompletionStage<List<CommandResult>> submit(OutputCommand... batch) {
    return executor.execute(TestAuthority.PLUGIN, null, Arrays.asList(batch));
  }

  private List<CommandResult> execute(OutputCommand... batch) {
    return submit(batch).toCompletableFuture().join();
  }

  private static OutputCommand send(String text) {
    return OutputCommand.send("c1", text);
  }

  private static void assertEnded(
      Outcome outcome, String code, String message, CommandResult result) {
    assertEquals(
        List.of(outcome, code, message),
        List.of(result.outcome(), result.code(), result.message()));
  }

  private static void assertEnded(
      Outcome outcome, String code, String message, List<CommandResult> results) {
    assertEquals(1, results.size());
    assertEnded(outcome, code, message, results.get(0));
  }

  private void reachOutside() {
    Access access = Access.parse("wss://a.example/");
    transport.reach = () -> new Reach.Outside(access);
  }

  @Test
  public void theHostFillsWhatThePluginLeavesOut() {
    assertEquals(
        List.of(
            new CommandResult(
                "cmd-1", "cmd-1", null, SendText.KIND, Outcome.EXECUTED, "ok", "", NOW)),
        execute(send("text")));
  }

  @Test
  public void anAnswerIsTiedToItsEvent() {
    CommandResult result =
        executor
            .execute(TestAuthority.PLUGIN, CAUSE, List.of(send("text")))
            .toCompletableFuture()
            .join()
            .get(0);

    assertEquals(CAUSE.id(), result.correlationId());
    assertEquals(CAUSE.id(), result.sourceEventId());
  }

  @Test
  public void whatThePluginSetsIsKept() {
    CommandResult result =
        executor
            .execute(
                TestAuthority.PLUGIN,
                CAUSE,
                List.of(
                    new OutputCommand(
                        new SendText("c1", "text"), "my-id", "my-tie", "my-event", null)))
            .toCompletableFuture()
            .join()
            .get(0);

    assertEquals("my-id", result.commandId());
    assertEquals("my-tie", result.correlationId());
    assertEquals("my-event", result.sourceEventId());
  }

  @Test
  public void anEmptyBatchHasNoResults() {
    assertEquals(List.of(), execute());
  }

  @Test
  public void commandsAreCarriedOutInTheirOrder() {
    execute(send("one"), send("two"), send("three"));

    assertEquals(
        List.<CommandPayload>of(
            new SendText("c1", "one"), new SendText("c1", "two"), new SendText("c1", "three")),
        transport.carriedOut);
  }

  @Test
  public void resultsKeepTheOrderOfTheirCommands() {
    CompletableFuture<Effect> slow = new CompletableFuture<>();
    transport.effect = () -> transport.carriedOut.size() == 1 ? slow : executed();

    CompletionStage<List<CommandResult>> results =
        submit(send("one").withCommandId("one"), send("two").withCommandId("two"));
    assertFalse(results.toCompletableFuture().isDone());
    slow.complete(Effect.EXECUTED);

    assertEquals(
        List.of("one", "two"),
        results.toCompletableFuture().join().stream().map(CommandResult::commandId).toList());
  }

  private static CompletionStage<Effect> executed() {
    return CompletableFuture.completedStage(Effect.EXECUTED);
  }

  @Test
  public void noneOfABatchIsCarriedOutIfOneIsMalformed() {
    List<CommandResult> results = execute(send("one"), send("\ud83d"), send("three"));

    assertEquals(List.of(), transport.carriedOut);
    assertEnded(
        Outcome.REJECTED,
        "batch_malformed",
        "another command of its batch is malformed",
        results.get(0));
    assertEnded(
        Outcome.REJECTED, "malformed", "the text has a lone surrogate at index 0", results.get(1));
    assertEnded(
        Outcome.REJECTED,
        "batch_malformed",
        "another command of its batch is malformed",
        results.get(2));
  }

  @Test
  public void aMissingCommandIsMalformed() {
    @Nullable OutputCommand[] batch = {null};

    assertEnded(
        Outcome.REJECTED,
        "malformed",
        "the command is null",
        executor
            .execute(TestAuthority.PLUGIN, null, Arrays.asList(batch))
            .toCompletableFuture()
            .join());
  }

  @Test
  public void aMapThatThrowsIsMalformed() {
    Map<String, Object> broken =
        new AbstractMap<>() {
          @Override
          public Set<Entry<String, Object>> entrySet() {
            throw new IllegalStateException("no");
          }
        };

    assertEnded(
        Outcome.REJECTED,
        "malformed",
        "the payload could not be read: java.lang.IllegalStateException",
        execute(OutputCommand.status("fine", broken)));
  }

  @Test
  public void whatAMalformedCommandSaysOfItselfIsCutAndEscaped() {
    CommandResult result =
        execute(send("text").withCommandId("\n" + "x".repeat(100)).withCorrelationId("a\u0000"))
            .get(0);

    assertEquals("\\n" + "x".repeat(61) + "…", result.commandId());
    assertEquals("a\\u0000", result.correlationId());
  }

  @Test
  public void tooManyCommandsAtOnceAreRejectedAsAWhole() {
    List<CommandResult> results =
        execute(Collections.nCopies(MOST + 1, send("text")).toArray(OutputCommand[]::new));

    assertEquals(MOST + 1, results.size());
    assertEnded(
        Outcome.REJECTED,
        "too_many_commands",
        "5 commands at once; at most 4 are allowed",
        results.get(MOST));
    assertEquals(List.of(), transport.carriedOut);
  }

  @Test
  public void tooManyCommandsAreRecordedOnce() {
    execute(Collections.nCopies(1_000, send("text")).toArray(OutputCommand[]::new));

    assertEquals(1, diagnostics.entries.size());
    assertEquals(1, journal.entries().get(0).last().size());
  }

  @Test
  public void asManyCommandsAsAllowedAreCarriedOut() {
    execute(Collections.nCopies(MOST, send("text")).toArray(OutputCommand[]::new));

    assertEquals(MOST, transport.carriedOut.size());
  }

  @Test
  public void aKindThatNobodyCarriesOutIsUnsupported() {
    assertEnded(
        Outcome.UNSUPPORTED,
        "no_transport",
        "nobody here carries out commands of the kind lamp_switch",
        execute(OutputCommand.of(new CustomCommand("lamp_switch", Map.of()))));
  }

  @Test
  public void theOthersOfABatchAreCarriedOutThoughOneIsUnsupported() {
    List<CommandResult> results =
        execute(OutputCommand.of(new CustomCommand("lamp_switch", Map.of())), send("text"));

    assertEquals(Outcome.UNSUPPORTED, results.get(0).outcome());
    assertEquals(Outcome.EXECUTED, results.get(1).outcome());
  }

  @Test
  public void whatIsNotGrantedIsNotCarriedOut() {
    reachOutside();
    authority.decision = Decision.refused("not_granted", "grant wss://a.example");

    assertEnded(Outcome.REJECTED, "not_granted", "grant wss://a.example", execute(send("text")));
    assertEquals(List.of(), transport.carriedOut);
    assertEquals(List.of("websocket_send wss://a.example/"), refusals);
  }

  @Test
  public void whatIsGrantedIsCarriedOut() {
    reachOutside();

    assertEnded(Outcome.EXECUTED, "ok", "", execute(send("text")));
    assertEquals(List.of(), refusals);
  }

  @Test
  public void authorityIsAskedWhenACommandIsCarriedOutAndNotBefore() {
    reachOutside();
    transport.effect =
        () -> {
          authority.decision = Decision.refused("denied", "no longer");
          return executed();
        };

    List<CommandResult> results = execute(send("one"), send("two"));

    assertEnded(Outcome.EXECUTED, "ok", "", results.get(0));
    assertEnded(Outcome.REJECTED, "denied", "no longer", results.get(1));
    assertEquals(1, transport.carriedOut.size());
  }

  @Test
  public void whatStaysInsideTheHostNeedsNoGrant() {
    authority.decision = Decision.refused("not_granted", "");

    assertEnded(Outcome.EXECUTED, "ok", "", execute(send("text")));
  }

  @Test
  public void whatReachesNothingIsNotCarriedOut() {
    transport.reach = () -> new Reach.Nowhere(Effect.failed("not_connected", "no connection c1"));

    assertEnded(Outcome.FAILED, "not_connected", "no connection c1", execute(send("text")));
    assertEquals(List.of(), transport.carriedOut);
  }

  @Test
  public void aTransportThatThrowsFailsTheCommand() {
    transport.effect =
        () -> {
          throw new IllegalStateException("no");
        };

    assertEnded(
        Outcome.FAILED,
        "transport_failed",
        "the transport failed: java.lang.IllegalStateException: no",
        execute(send("text")));
  }

  @Test
  public void aTransportWhoseBundleIsGoneFailsTheCommand() {
    transport.reach =
        () -> {
          throw new NoClassDefFoundError("gone");
        };

    assertEnded(
        Outcome.FAILED,
        "transport_failed",
        "the transport failed: java.lang.NoClassDefFoundError: gone",
        execute(send("text")));
  }

  @Test
  public void aTransportWhoseStageFailsFailsTheCommand() {
    transport.effect = () -> CompletableFuture.failedStage(new IllegalStateException("no"));

    assertEnded(
        Outcome.FAILED,
        "transport_failed",
        "the transport failed: java.lang.IllegalStateException: no",
        execute(send("text")));
  }

  @Test
  @SuppressWarnings("NullAway")
  public void aTransportThatAnswersNothingFailsTheCommand() {
    transport.effect = () -> CompletableFuture.completedStage(null);

    CommandResult result = execute(send("text")).get(0);

    assertEquals("transport_failed", result.code());
  }

  @Test
  public void theNextCommandIsCarriedOutThoughTheTransportThrew() {
    transport.effect =
        () -> {
          if (transport.carriedOut.size() == 1) {
            throw new IllegalStateException("no");
          }
          return executed();
        };

    List<CommandResult> results = execute(send("one"), send("two"));

    assertEquals(Outcome.FAILED, results.get(0).outcome());
    assertEquals(Outcome.EXECUTED, results.get(1).outcome());
  }

  @Test
  public void aMessageThatIsTooLongIsCutAndEscaped() {
    transport.effect =
        () ->
            CompletableFuture.completedStage(Effect.failed("write_error", "\n" + "x".repeat(999)));

    CommandResult result = execute(send("text")).get(0);

    assertEquals("\\n" + "x".repeat(253) + "…", result.message());
  }

  @Test
  public void whatWasNotExecutedIsRecorded() {
    transport.effect = () -> CompletableFuture.completedStage(Effect.failed("late", "too late"));

    execute(send("text"));

    assertEquals(
        List.of(
            new RecordedDiagnostics.Entry(
                Severity.WARNING,
                "command",
                "late",
                TestAuthority.PLUGIN.name(),
                "websocket_send failed: too late")),
        diagnostics.entries);
  }

  @Test
  public void whatWasExecutedIsKeptAndNotRecorded() {
    List<CommandResult> results = execute(send("text"));

    assertEquals(List.of(), diagnostics.entries);
    assertEquals(results, journal.entries().get(0).last());
    assertNull(results.get(0).sourceEventId());
  }

  @Test
  public void thePluginCannotChangeWhatWasChecked() {
    Map<String, Object> status = new HashMap<>(Map.of("queue", 1));
    execute(OutputCommand.status("fine", status));

    status.put("queue", 2);

    assertTrue(transport.carriedOut.contains(new UpdateStatus("fine", Map.of("queue", 1))));
  }
}
