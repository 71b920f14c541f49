// SPDX-License-Identifier: Apache-2.0
package io.sluice.websocket;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertNotNull;
import static org.junit.Assert.assertNull;
import static org.junit.Assert.assertTrue;

import io.sluice.spi.plugin.SourceSpec;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongUnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.Test;

public class LivenessTest {

  private final TestClock clock = new TestClock();
  private final List<ByteBuffer> pings = new ArrayList<>();
  private @Nullable Liveness liveness;
  private long frames;

  private Liveness begin(long pingMillis, long pongMillis, long silence, LongUnaryOperator random) {
    Liveness begun =
        new Liveness(new SourceSpec.Liveness(pingMillis, pongMillis, silence), random, this::ping);
    liveness = begun;
    begun.begin(clock.nanoTime(), frames);
    return begun;
  }

  private Liveness begin(long pingMillis, long pongMillis, long silenceMillis) {
    return begin(pingMillis, pongMillis, silenceMillis, most -> 0);
  }

  private Liveness liveness() {
    Liveness begun = liveness;
    assertNotNull(begun);
    return begun;
  }

  private void ping(ByteBuffer payload) {
    pings.add(payload);
  }

  private @Nullable Failure lookAfter(long millis) {
    return liveness().look(clock.passMillis(millis), frames, true);
  }

  private @Nullable Failure lookPausedAfter(long millis) {
    return liveness().look(clock.passMillis(millis), frames, false);
  }

  private boolean pong(ByteBuffer payload) {
    frames++;
    return liveness().pong(payload, clock.nanoTime());
  }

  private ByteBuffer lastPing() {
    return pings.get(pings.size() - 1).duplicate();
  }

  private static String code(@Nullable Failure failure) {
    return failure == null ? "" : failure.code();
  }

  @Test
  public void aPingIsSentWhenItIsTime() {
    begin(25_000, 10_000, 0);
    assertNull(lookAfter(24_999));
    assertEquals(0, pings.size());
    assertNull(lookAfter(1));
    assertEquals(1, pings.size());
  }

  @Test
  public void pingsGoOnForAsLongAsTheyAreAnswered() {
    begin(25_000, 10_000, 0);
    for (int i = 1; i <= 10; i++) {
      assertNull(lookAfter(25_000));
      assertEquals(i, pings.size());
      assertTrue(pong(lastPing()));
    }
  }

  @Test
  public void pingsAreUpToATenthEarlySoThatManyAreNotSentTogether() {
    begin(25_000, 10_000, 0, most -> most);
    assertNull(lookAfter(22_499));
    assertEquals(0, pings.size());
    assertNull(lookAfter(1));
    assertEquals(1, pings.size());
  }

  @Test
  public void noPingIsSentWhereNoneIsWanted() {
    begin(0, 10_000, 0);
    assertNull(lookAfter(3_600_000));
    assertEquals(0, pings.size());
  }

  @Test
  public void noPingIsSentWhileOneIsNotAnswered() {
    begin(1_000, 10_000, 0);
    for (int i = 0; i < 10; i++) {
      assertNull(lookAfter(1_000));
    }
    assertEquals(1, pings.size());
  }

  @Test
  public void eachPingHasAnotherPayload() {
    begin(1_000, 10_000, 0);
    assertNull(lookAfter(1_000));
    ByteBuffer first = lastPing();
    assertTrue(pong(first.duplicate()));
    assertNull(lookAfter(1_000));
    assertFalse(first.equals(lastPing()));
  }

  @Test
  public void aMissingPongEndsTheConnection() {
    begin(25_000, 10_000, 0);
    assertNull(lookAfter(25_000));
    assertNull(lookAfter(10_000));
    Failure dead = lookAfter(1);
    assertEquals("pong_timeout", code(dead));
    assertEquals(Failure.Retry.SOON, dead == null ? null : dead.retry());
  }

  @Test
  public void aPongInTimeKeepsIt() {
    begin(25_000, 10_000, 0);
    assertNull(lookAfter(25_000));
    clock.passMillis(10_000);
    assertTrue(pong(lastPing()));
    assertNull(lookAfter(20_000));
  }

  @Test
  public void aPongWithAnotherPayloadIsNone() {
    begin(25_000, 10_000, 0);
    assertNull(lookAfter(25_000));
    assertFalse(pong(ByteBuffer.wrap(new byte[] {1, 2, 3})));
    assertFalse(pong(ByteBuffer.allocate(0)));
    assertFalse(pong(ByteBuffer.allocate(Long.BYTES)));
    assertEquals("pong_timeout", code(lookAfter(10_001)));
  }

  @Test
  public void aPongToAnEarlierPingIsNone() {
    begin(25_000, 10_000, 0);
    assertNull(lookAfter(25_000));
    ByteBuffer first = lastPing();
    assertTrue(pong(first.duplicate()));
    assertNull(lookAfter(25_000));
    assertFalse(pong(first));
    assertEquals("pong_timeout", code(lookAfter(10_001)));
  }

  @Test
  public void aPongThatNobodyAskedForIsNone() {
    begin(25_000, 10_000, 0);
    assertFalse(pong(liveness().payload()));
    assertEquals(-1, liveness().roundTripNanos());
  }

  @Test
  public void aRepeatedPongIsNone() {
    begin(25_000, 10_000, 0);
    assertNull(lookAfter(25_000));
    assertTrue(pong(lastPing()));
    assertFalse(pong(lastPing()));
  }

  @Test
  public void otherFramesAreNoPong() {
    begin(25_000, 10_000, 0);
    assertNull(lookAfter(25_000));
    frames += 1_000;
    assertEquals("pong_timeout", code(lookAfter(10_001)));
  }

  @Test
  public void theRoundTripIsTheTimeFromPingToPong() {
    begin(25_000, 10_000, 0);
    assertNull(lookAfter(25_000));
    clock.passMillis(123);
    assertTrue(pong(lastPing()));
    assertEquals(Duration.ofMillis(123).toNanos(), liveness().roundTripNanos());
  }

  @Test
  public void silenceEndsTheConnection() {
    begin(0, 10_000, 5_000);
    assertNull(lookAfter(5_000));
    assertEquals("silence_timeout", code(lookAfter(1)));
  }

  @Test
  public void anyFrameBreaksTheSilence() {
    begin(0, 10_000, 5_000);
    for (int i = 0; i < 10; i++) {
      frames++;
      assertNull(lookAfter(4_000));
    }
    assertNull(lookAfter(5_000));
    assertEquals("silence_timeout", code(lookAfter(1)));
  }

  @Test
  public void noSilenceIsTooLongWhereNoneIsNamed() {
    begin(0, 10_000, 0);
    assertNull(lookAfter(100 * 3_600_000L));
  }

  @Test
  public void noDeadlineRunsWhileNothingIsRead() {
    begin(25_000, 10_000, 5_000);
    frames++;
    assertNull(lookAfter(25_000));
    assertEquals(1, pings.size());
    for (int i = 0; i < 100; i++) {
      assertNull(lookPausedAfter(60_000));
    }
    assertEquals(1, pings.size());
  }

  @Test
  public void thePongsDeadlineBeginsAnewAfterAPause() {
    begin(25_000, 10_000, 0);
    assertNull(lookAfter(25_000));
    assertNull(lookPausedAfter(60_000));
    assertNull(lookAfter(100));
    assertNull(lookAfter(10_000));
    assertEquals("pong_timeout", code(lookAfter(1)));
  }

  @Test
  public void aPongAfterAPauseIsAPong() {
    begin(25_000, 10_000, 0);
    assertNull(lookAfter(25_000));
    assertNull(lookPausedAfter(60_000));
    assertNull(lookAfter(100));
    assertTrue(pong(lastPing()));
    assertNull(lookAfter(20_000));
  }

  @Test
  public void theSilenceBeginsAnewAfterAPause() {
    begin(0, 10_000, 5_000);
    assertNull(lookAfter(4_000));
    assertNull(lookPausedAfter(60_000));
    assertNull(lookAfter(100));
    assertNull(lookAfter(5_000));
    assertEquals("silence_timeout", code(lookAfter(1)));
  }

  @Test
  public void aPingThatWasDueInAPauseIsSentAfterwards() {
    begin(25_000, 10_000, 0);
    assertNull(lookPausedAfter(60_000));
    assertEquals(0, pings.size());
    assertNull(lookAfter(1));
    assertEquals(1, pings.size());
    assertNull(lookAfter(10_000));
  }
}
