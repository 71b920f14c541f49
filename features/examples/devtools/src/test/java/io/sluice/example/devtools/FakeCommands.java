// SPDX-License-Identifier: Apache-2.0
package io.sluice.example.devtools;

import io.sluice.api.command.CommandResult;
import io.sluice.api.command.Commands;
import io.sluice.api.command.Outcome;
import io.sluice.api.command.OutputCommand;
import io.sluice.api.command.SendText;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/** A host that gives each command the same result, after a peer has heard of it. */
final class FakeCommands implements Commands {

  private final Outcome outcome;
  private final String code;
  private final Consumer<SendText> peer;
  private final List<SendText> sent = new ArrayList<>();

  FakeCommands(Outcome outcome, String code) {
    this(outcome, code, text -> {});
  }

  FakeCommands(Outcome outcome, String code, Consumer<SendText> peer) {
    this.outcome = outcome;
    this.code = code;
    this.peer = peer;
  }

  List<SendText> sent() {
    return sent;
  }

  @Override
  public CompletionStage<CommandResult> submit(OutputCommand command) {
    SendText text = (SendText) command.payload();
    sent.add(text);
    peer.accept(text);
    return CompletableFuture.completedStage(
        new CommandResult(
            "cmd-1", "cmd-1", null, text.kind(), outcome, code, "as told", Instant.EPOCH));
  }

  @Override
  public CompletionStage<List<CommandResult>> submit(List<OutputCommand> batch) {
    throw new UnsupportedOperationException();
  }
}
