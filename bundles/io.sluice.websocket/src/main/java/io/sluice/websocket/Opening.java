// SPDX-License-Identifier: Apache-2.0
package io.sluice.websocket;

import io.sluice.spi.command.Effect;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/** Tells what becomes of a command that opens a connection. */
final class Opening {

  private Opening() {}

  /** Completes when a connection that has not begun is open, or has ended without that. */
  static CompletionStage<Effect> effect(Connection connection) {
    return connection
        .opened()
        .thenApply(unused -> Effect.opened(connection.id()))
        .applyToEither(
            connection.end().thenApply(unused -> notOpened(connection)), Function.identity());
  }

  private static Effect notOpened(Connection connection) {
    Failure failure = connection.lastFailure();
    String reason = connection.state().reason();
    if (failure != null) {
      return failure.code().equals("address_refused")
          ? Effect.rejected(failure.code(), failure.message())
          : Effect.failed(failure.code(), failure.message());
    }
    return reason.isEmpty()
        ? Effect.failed("cancelled", "the plugin or the host stops")
        : Effect.rejected(reason, "it may not be connected now");
  }
}
