// SPDX-License-Identifier: Apache-2.0
package io.sluice.websocket;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import io.sluice.api.websocket.Closed;
import io.sluice.api.websocket.ReceiveResult;
import io.sluice.api.websocket.ReceiveResult.Received;
import io.sluice.api.websocket.ReceiveResult.TimedOut;
import io.sluice.api.websocket.Rejected;
import io.sluice.spi.ingress.Offer;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.Test;

public class InboxTest {

  private static final Closed GONE = new Closed("closed_by_peer", "it is gone", 1000, "bye");
  private static final Closed REVOKED = new Closed("authority_revoked", "revoked", 1008, "");
  private static final ReceiveResult UNDECIDED = new Rejected("undecided", "");
  private static final Duration WAIT = Duration.ofSeconds(5);

  private final TestClock clock = new TestClock();
  private final Inbox inbox = new Inbox(2, 10);

  private CompletableFuture<ReceiveResult> receive(Duration timeout) {
    return inbox.receive(clock.nanoTime(), timeout);
  }

  private CompletableFuture<ReceiveResult> receive() {
    return receive(WAIT);
  }

  private void fill() {
    assertEquals(Offer.ACCEPTED, inbox.offer("one", 3));
    assertEquals(Offer.ACCEPTED, inbox.offer("two", 3));
  }

  @Test
  public void textsAreReceivedInTheirOrder() {
    fill();
    assertEquals(new Received("one"), receive().getNow(UNDECIDED));
    assertEquals(new Received("two"), receive().getNow(UNDECIDED));
  }

  @Test
  public void whoeverWaitsGetsTheNextText() {
    CompletableFuture<ReceiveResult> waiting = receive();
    assertFalse(waiting.isDone());
    inbox.offer("one", 3);
    assertEquals(new Received("one"), waiting.getNow(UNDECIDED));
    assertEquals(0, inbox.texts());
  }

  @Test
  public void aSecondWhoWaitsIsRejected() {
    CompletableFuture<ReceiveResult> first = receive();
    assertEquals("already_receiving", ((Rejected) receive().getNow(UNDECIDED)).code());
    assertFalse(first.isDone());
  }

  @Test
  public void whoeverWaitsForTooLongIsTold() {
    CompletableFuture<ReceiveResult> waiting = receive();
    inbox.expire(clock.passMillis(4_999));
    assertFalse(waiting.isDone());
    inbox.expire(clock.passMillis(1));
    assertEquals(new TimedOut(), waiting.getNow(UNDECIDED));
  }

  @Test
  public void whatComesAfterATimeoutIsForTheNext() {
    CompletableFuture<ReceiveResult> late = receive();
    inbox.expire(clock.pass(WAIT));
    inbox.offer("one", 3);
    assertEquals(new TimedOut(), late.getNow(UNDECIDED));
    assertEquals(new Received("one"), receive().getNow(UNDECIDED));
  }

  @Test
  public void whoeverDoesNotWaitIsToldThatNothingIsThere() {
    assertEquals(new TimedOut(), receive(Duration.ZERO).getNow(UNDECIDED));
  }

  @Test
  public void moreTextsThanFitAreRefused() {
    fill();
    assertEquals(Offer.FULL, inbox.offer("", 0));
  }

  @Test
  public void theLastTextIsTakenWithoutRoom() {
    inbox.offer("1", 1);
    inbox.offer("2", 1);
    inbox.offerLast("last", 4);
    assertEquals(new Received("1"), receive().getNow(UNDECIDED));
    assertEquals(new Received("2"), receive().getNow(UNDECIDED));
    assertEquals(new Received("last"), receive().getNow(UNDECIDED));
  }

  @Test
  public void moreBytesThanFitAreRefused() {
    inbox.offer("one", 3);
    assertEquals(Offer.FULL, inbox.offer("12345678", 8));
    assertEquals(Offer.ACCEPTED, inbox.offer("1234567", 7));
  }

  @Test
  public void aLargeTextIsTakenWhenNoneIsThere() {
    assertEquals(Offer.ACCEPTED, inbox.offer("12345678901", 11));
  }

  @Test
  public void thereIsRoomWhenATextWasReceived() {
    fill();
    CompletableFuture<Void> room = inbox.room(3).toCompletableFuture();
    assertFalse(room.isDone());
    assertEquals(new Received("one"), receive().getNow(UNDECIDED));
    assertTrue(room.isDone());
    assertEquals(Offer.ACCEPTED, inbox.offer("three", 3));
  }

  @Test
  public void roomIsWhatFits() {
    fill();
    CompletableFuture<Void> room = inbox.room(8).toCompletableFuture();
    assertEquals(new Received("one"), receive().getNow(UNDECIDED));
    assertFalse(room.isDone());
    assertEquals(new Received("two"), receive().getNow(UNDECIDED));
    assertTrue(room.isDone());
  }

  @Test
  public void thereIsRoomAtOnceWhereItFits() {
    assertTrue(inbox.room(3).toCompletableFuture().isDone());
  }

  @Test
  public void whoeverWaitsIsToldOfTheEnd() {
    CompletableFuture<ReceiveResult> waiting = receive();
    inbox.end(GONE);
    assertEquals(GONE, waiting.getNow(UNDECIDED));
  }

  @Test
  public void whatCameInBeforeTheEndIsReceived() {
    fill();
    inbox.end(GONE);
    assertEquals(new Received("one"), receive().getNow(UNDECIDED));
    assertEquals(new Received("two"), receive().getNow(UNDECIDED));
    assertEquals(GONE, receive().getNow(UNDECIDED));
  }

  @Test
  public void whatIsDiscardedIsNotReceived() {
    fill();
    inbox.endAndDiscard(REVOKED);
    assertEquals(REVOKED, receive().getNow(UNDECIDED));
    assertEquals(0, inbox.texts());
  }

  @Test
  public void theFirstReasonCounts() {
    inbox.end(REVOKED);
    inbox.end(GONE);
    assertEquals(REVOKED, receive().getNow(UNDECIDED));
    assertEquals(REVOKED, inbox.ended());
  }

  @Test
  public void nothingIsTakenAfterTheEnd() {
    inbox.end(GONE);
    assertEquals(Offer.CLOSED, inbox.offer("one", 3));
  }

  @Test
  public void whoeverWaitsForRoomIsToldOfTheEnd() {
    fill();
    CompletableFuture<Void> room = inbox.room(3).toCompletableFuture();
    inbox.end(GONE);
    assertTrue(room.isDone());
  }
}
