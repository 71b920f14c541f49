// SPDX-License-Identifier: Apache-2.0
package io.sluice.outbound;

import static java.util.Objects.requireNonNull;
import static org.junit.Assert.assertThrows;

import io.sluice.spi.outbound.ResolutionException;
import java.net.InetAddress;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;

/** Waits for what comes of a look-up. */
final class Outcome {

  /** After so many seconds, something counts as never happening. */
  static final long NEVER = 20;

  private Outcome() {}

  static List<InetAddress> of(CompletionStage<List<InetAddress>> stage) throws Exception {
    return stage.toCompletableFuture().get(NEVER, TimeUnit.SECONDS);
  }

  /** The code and the message of a refusal. */
  static String refusal(CompletionStage<List<InetAddress>> stage) {
    ResolutionException refusal = (ResolutionException) failure(stage);
    return refusal.code() + ": " + refusal.getMessage();
  }

  static Throwable failure(CompletionStage<List<InetAddress>> stage) {
    ExecutionException thrown = assertThrows(ExecutionException.class, () -> of(stage));
    return requireNonNull(thrown.getCause());
  }
}
