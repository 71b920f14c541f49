// SPDX-License-Identifier: Apache-2.0
package io.sluice.websocket;

import io.sluice.spi.command.Effect;
import io.sluice.websocket.State.Next;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Watches a connection that a command opens: tells what becomes of the command, and ends the
 * connection as soon as its one socket is closed or was refused, whatever the grants say later.
 */
final class Opening {

  private final CompletableFuture<Effect> effect = new CompletableFuture<>();

  CompletionStage<Effect> effect() {
    return effect;
  }

  /** Takes note of each state, also of one that is the same as before. By one thread at a time. */
  void see(Connection connection, State state) {
    if (state instanceof State.Connected) {
      effect.complete(Effect.opened(connection.id()));
    } else if (state instanceof State.Denied denied) {
      effect.complete(Effect.rejected(denied.reason(), "it may not be connected now"));
      connection.withdraw();
    } else if (state instanceof State.Failed) {
      effect.complete(failed(connection));
      connection.withdraw();
    } else if (state instanceof State.Closing closing && isDenied(closing.next())) {
      connection.withdraw();
    } else if (state instanceof State.Closed) {
      effect.complete(Effect.failed("cancelled", "the plugin or the host stops"));
    }
  }

  private static boolean isDenied(Next next) {
    return next instanceof Next.Deny || next instanceof Next.Again;
  }

  private static Effect failed(Connection connection) {
    Failure failure = connection.lastFailure();
    if (failure == null) {
      return Effect.failed("connect_failed", "no connection");
    }
    return failure.code().equals("address_refused")
        ? Effect.rejected(failure.code(), failure.message())
        : Effect.failed(failure.code(), failure.message());
  }
}
