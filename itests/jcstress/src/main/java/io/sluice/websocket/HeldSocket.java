// SPDX-License-Identifier: Apache-2.0
package io.sluice.websocket;

import io.sluice.spi.command.Effect;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import org.openjdk.jcstress.infra.results.LII_Result;

/** A socket that counts, and an outbox for it. The test says when a text is written. */
final class HeldSocket implements Outbox.Socket {

  static final Effect GONE = Effect.failed("gone", "");

  private static final Effect PENDING = Effect.failed("pending", "");
  private static final WebSocketLimits LIMITS =
      new WebSocketLimits(
          Duration.ofSeconds(20),
          Duration.ofSeconds(20),
          16_384,
          262_144,
          4_096,
          Duration.ofSeconds(60),
          1_000,
          Duration.ofSeconds(20),
          64,
          1_048_576,
          Duration.ofSeconds(60),
          100,
          1_000,
          new DialRates(10_000, Duration.ofMillis(1), 10_000, Duration.ofMillis(1)),
          Duration.ofSeconds(60),
          8);

  final Outbox outbox = new Outbox(this, LIMITS, SendRate.of(0), () -> true);
  private final AtomicInteger handed = new AtomicInteger();
  private final AtomicInteger unsent = new AtomicInteger();

  CompletionStage<Effect> send() {
    return outbox.send(ByteBuffer.allocate(1), 0);
  }

  @Override
  public void write(ByteBuffer payload, Outbox to) {
    handed.incrementAndGet();
  }

  @Override
  public void unsent(int texts) {
    unsent.addAndGet(texts);
  }

  /** How many texts the socket has got. */
  int handed() {
    return handed.get();
  }

  /** What the sender of a text was told; "pending" if nothing. */
  static String told(CompletionStage<Effect> send) {
    return send.toCompletableFuture().getNow(PENDING).code();
  }

  /** What the sender of a text was told at last, what the socket got, and what was taken back. */
  void tell(CompletionStage<Effect> send, LII_Result result) {
    outbox.written();
    result.r1 = told(send);
    result.r2 = handed();
    result.r3 = unsent.get();
  }
}
