// SPDX-License-Identifier: Apache-2.0
package io.sluice.command;

import io.sluice.api.command.CommandPayload;
import io.sluice.spi.command.CommandTransport;
import io.sluice.spi.command.Effect;
import io.sluice.spi.command.Reach;
import io.sluice.spi.plugin.PluginId;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/** Remembers what it was to carry out, and answers what the test says. */
final class TestTransport implements CommandTransport {

  final List<CommandPayload> carriedOut = new ArrayList<>();
  Supplier<Reach> reach = Reach.Inside::new;
  Supplier<CompletionStage<Effect>> effect =
      () -> CompletableFuture.completedStage(Effect.EXECUTED);

  @Override
  public Reach reach(PluginId plugin, CommandPayload payload) {
    return reach.get();
  }

  @Override
  public CompletionStage<Effect> carryOut(PluginId plugin, CommandPayload payload) {
    carriedOut.add(payload);
    return effect.get();
  }
}
