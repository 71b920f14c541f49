// SPDX-License-Identifier: Apache-2.0
package io.sluice.websocket;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import io.sluice.spi.command.Effect;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.Test;

public class OutboxTest {

  private static final Effect PENDING = Effect.failed("pending", "");
  private static final Effect GONE = Effect.failed("gone", "");
  private static final Effect BROKEN = Effect.failed("broken", "");

  private final TestClock clock = new TestClock();
  private final TestLimits limits = new TestLimits();
  private final List<String> written = new ArrayList<>();
  private boolean takesAtOnce;
  private boolean breaks;
  private boolean permitted = true;
  private int unsent;
  private int sendsPerMinute;
  private @Nullable Outbox outbox;

  private final Outbox.Socket socket =
      new Outbox.Socket() {
        @Override
        public void write(ByteBuffer payload, Outbox to) {
          assertFalse("written under the lock", Thread.holdsLock(to));
          written.add(UTF_8.decode(payload).toString());
          if (breaks) {
            to.broken(BROKEN);
          } else if (takesAtOnce) {
            to.written();
          }
        }

        @Override
        public void unsent(int texts) {
          unsent += texts;
        }
      };

  private Outbox outbox() {
    Outbox made = outbox;
    if (made == null) {
      made = new Outbox(socket, limits.build(), SendRate.of(sendsPerMinute), () -> permitted);
      outbox = made;
    }
    return made;
  }

  private CompletionStage<Effect> send(String text) {
    return outbox().send(ByteBuffer.wrap(text.getBytes(UTF_8)), clock.nanoTime());
  }

  private static String code(CompletionStage<Effect> send) {
    return send.toCompletableFuture().getNow(PENDING).code();
  }

  @Test
  public void aTextIsDoneWhenItIsWritten() {
    CompletionStage<Effect> send = send("a");
    assertEquals("pending", code(send));
    assertEquals(1, outbox().waiting());
    outbox().written();
    assertEquals("ok", code(send));
    assertEquals(0, outbox().waiting());
  }

  @Test
  public void onlyOneTextIsHandedOverAtATime() {
    send("a");
    send("b");
    assertEquals(List.of("a"), written);
    outbox().written();
    assertEquals(List.of("a", "b"), written);
  }

  @Test
  public void textsKeepTheirOrder() {
    List.of("a", "b", "c").forEach(this::send);
    outbox().written();
    send("d");
    outbox().written();
    outbox().written();
    assertEquals(List.of("a", "b", "c", "d"), written);
  }

  @Test
  public void aSocketThatTakesTextsAtOnceNeedsNoStack() {
    limits.waitingFrames = 20_000;
    send("first");
    for (int i = 0; i < 10_000; i++) {
      send("x");
    }
    takesAtOnce = true;
    outbox().written();
    assertEquals(10_001, written.size());
    assertEquals(0, outbox().waiting());
  }

  @Test
  public void noMoreTextsWaitThanAllowed() {
    limits.waitingFrames = 2;
    send("a");
    send("b");
    assertEquals("send_queue_full", code(send("c")));
    assertEquals(2, outbox().waiting());
    outbox().written();
    assertEquals("pending", code(send("d")));
  }

  @Test
  public void noMoreBytesWaitThanAllowed() {
    limits.waitingBytes = 4;
    send("aa");
    assertEquals("pending", code(send("bb")));
    assertEquals("send_queue_full", code(send("c")));
    outbox().written();
    assertEquals("pending", code(send("cc")));
  }

  @Test
  public void aLongTextMayWaitAlone() {
    limits.waitingBytes = 4;
    assertEquals("pending", code(send("aaaaa")));
    assertEquals("send_queue_full", code(send("b")));
    outbox().written();
    assertEquals("pending", code(send("b")));
  }

  @Test
  public void aRefusalIsNoSendFailure() {
    limits.waitingFrames = 1;
    send("a");
    send("b");
    assertEquals(0, unsent);
  }

  @Test
  public void aTextThatWaitsForTooLongIsTakenBack() {
    limits.sendTimeout = Duration.ofSeconds(10);
    send("a");
    CompletionStage<Effect> second = send("b");
    clock.passMillis(5_000);
    CompletionStage<Effect> third = send("c");
    outbox().expire(clock.passMillis(5_000));
    assertEquals("pending", code(second));
    outbox().expire(clock.passMillis(1));
    assertEquals("send_timeout", code(second));
    assertEquals("pending", code(third));
    assertEquals(1, unsent);
    outbox().written();
    assertEquals(List.of("a", "c"), written);
  }

  @Test
  public void whatIsTakenBackMakesRoom() {
    limits.sendTimeout = Duration.ofSeconds(10);
    limits.waitingBytes = 4;
    send("aa");
    send("bb");
    outbox().expire(clock.passMillis(10_001));
    assertEquals("pending", code(send("cc")));
  }

  @Test
  public void aSocketThatKeepsOneTextForTooLongIsStuck() {
    limits.sendTimeout = Duration.ofSeconds(10);
    CompletionStage<Effect> send = send("a");
    assertFalse(outbox().expire(clock.passMillis(100)));
    assertFalse(outbox().expire(clock.passMillis(10_000)));
    assertTrue(outbox().expire(clock.passMillis(1)));
    assertEquals("pending", code(send));
  }

  @Test
  public void aSocketThatTakesTextsSlowlyIsNotStuck() {
    limits.sendTimeout = Duration.ofSeconds(10);
    send("a");
    assertFalse(outbox().expire(clock.passMillis(100)));
    CompletionStage<Effect> second = send("b");
    assertFalse(outbox().expire(clock.passMillis(9_900)));
    outbox().written();
    assertFalse(outbox().expire(clock.passMillis(200)));
    assertFalse(outbox().expire(clock.passMillis(9_000)));
    outbox().written();
    assertEquals("ok", code(second));
    assertFalse(outbox().expire(clock.passMillis(60_000)));
  }

  @Test
  public void aSocketThatIsIdleIsNotStuck() {
    send("a");
    outbox().written();
    assertFalse(outbox().expire(clock.pass(Duration.ofHours(1))));
    send("b");
    assertFalse(outbox().expire(clock.passMillis(1)));
  }

  @Test
  public void whatTheSocketCannotWriteFails() {
    CompletionStage<Effect> first = send("a");
    CompletionStage<Effect> second = send("b");
    outbox().broken(BROKEN);
    assertEquals("broken", code(first));
    assertEquals("pending", code(second));
    assertEquals(List.of("a", "b"), written);
    assertEquals(1, unsent);
  }

  @Test
  public void aSocketThatIsBrokenFailsAllThatWaits() {
    CompletionStage<Effect> first = send("a");
    CompletionStage<Effect> second = send("b");
    CompletionStage<Effect> third = send("c");
    breaks = true;
    outbox().broken(BROKEN);
    assertEquals("broken", code(first));
    assertEquals("broken", code(second));
    assertEquals("broken", code(third));
    assertEquals(3, unsent);
    assertEquals(0, outbox().waiting());
  }

  @Test
  public void whatWaitsIsTakenBackWhenItIsShut() {
    CompletionStage<Effect> first = send("a");
    CompletionStage<Effect> second = send("b");
    outbox().shut(GONE);
    assertEquals("pending", code(first));
    assertEquals("gone", code(second));
    assertEquals(1, unsent);
    outbox().written();
    assertEquals("ok", code(first));
    assertEquals(List.of("a"), written);
  }

  @Test
  public void nothingIsTakenAfterItIsShut() {
    outbox().shut(GONE);
    assertEquals("gone", code(send("a")));
    assertEquals(List.of(), written);
  }

  @Test
  public void theFirstReasonToShutHolds() {
    outbox().shut(GONE);
    outbox().shut(BROKEN);
    assertEquals("gone", code(send("a")));
  }

  @Test
  public void nothingIsTakenThatIsNotPermitted() {
    permitted = false;
    assertEquals("not_connected", code(send("a")));
    assertEquals(List.of(), written);
    assertEquals(0, outbox().waiting());
  }

  @Test
  public void whatIsNotPermittedAnyMoreStaysUntilItIsShut() {
    send("a");
    CompletionStage<Effect> second = send("b");
    permitted = false;
    outbox().written();
    assertEquals(List.of("a"), written);
    assertEquals("pending", code(second));
    outbox().shut(GONE);
    assertEquals("gone", code(second));
  }

  @Test
  public void whatIsPermittedAgainIsSent() {
    send("a");
    send("b");
    permitted = false;
    outbox().written();
    permitted = true;
    outbox().handOver();
    assertEquals(List.of("a", "b"), written);
  }

  @Test
  public void textsBeyondTheRateAreRejected() {
    sendsPerMinute = 1;
    send("a");
    assertEquals("send_rate", code(send("b")));
    assertEquals(1, outbox().waiting());
  }

  @Test
  public void aRefusedTextDoesNotCountAgainstTheRate() {
    sendsPerMinute = 2;
    limits.waitingFrames = 1;
    send("a");
    assertEquals("send_queue_full", code(send("b")));
    outbox().written();
    assertEquals("pending", code(send("c")));
  }

  @Test
  public void resultsAreToldWithoutTheLock() {
    List<Boolean> held = new ArrayList<>();
    for (String text : List.of("a", "b")) {
      send(text).thenAccept(effect -> held.add(Thread.holdsLock(outbox())));
    }
    outbox().written();
    outbox().broken(BROKEN);
    send("c");
    send("d").thenAccept(effect -> held.add(Thread.holdsLock(outbox())));
    outbox().shut(GONE);
    assertEquals(List.of(false, false, false), held);
  }

  @Test
  public void manySendersAndASocketThatAnswersElsewhereLoseNothing() throws Exception {
    limits.waitingFrames = 100_000;
    ExecutorService answers = Executors.newSingleThreadExecutor();
    ExecutorService senders = Executors.newFixedThreadPool(2);
    try {
      Outbox shared =
          new Outbox(
              new Outbox.Socket() {
                @Override
                public void write(ByteBuffer payload, Outbox to) {
                  answers.execute(to::written);
                }

                @Override
                public void unsent(int texts) {
                  throw new AssertionError(texts + " were not sent");
                }
              },
              limits.build(),
              SendRate.of(0),
              () -> true);
      CountDownLatch start = new CountDownLatch(1);
      List<Future<List<CompletableFuture<Effect>>>> tasks = new ArrayList<>();
      for (int i = 0; i < 2; i++) {
        tasks.add(
            senders.submit(
                () -> {
                  start.await();
                  List<CompletableFuture<Effect>> sends = new ArrayList<>();
                  for (int n = 0; n < 5_000; n++) {
                    sends.add(shared.send(ByteBuffer.allocate(1), 0).toCompletableFuture());
                  }
                  return sends;
                }));
      }
      start.countDown();
      for (Future<List<CompletableFuture<Effect>>> task : tasks) {
        for (CompletableFuture<Effect> send : task.get()) {
          assertEquals(Effect.EXECUTED, send.get(20, TimeUnit.SECONDS));
        }
      }
      assertEquals(0, shared.waiting());
    } finally {
      senders.shutdownNow();
      answers.shutdownNow();
    }
  }
}
