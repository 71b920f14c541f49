// SPDX-License-Identifier: Apache-2.0
package io.sluice.websocket;

import io.sluice.api.websocket.Closed;
import io.sluice.api.websocket.ReceiveResult;
import io.sluice.api.websocket.ReceiveResult.Received;
import io.sluice.api.websocket.ReceiveResult.TimedOut;
import io.sluice.api.websocket.Rejected;
import io.sluice.spi.ingress.Offer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * What came in over one pull handle and was not received yet, or else the one who waits for it.
 * Safe for use by many threads; results are completed without a lock.
 */
final class Inbox {

  private static final ReceiveResult ALREADY_RECEIVING =
      new Rejected("already_receiving", "the one before still waits for a text");

  private static final ReceiveResult TIMED_OUT = new TimedOut();

  private final int mostTexts;
  private final int mostBytes;
  private final Deque<Text> texts = new ArrayDeque<>();
  private int bytes;
  private @Nullable Waiter waiter;
  private @Nullable Room room;
  private @Nullable Closed end;

  Inbox(int mostTexts, int mostBytes) {
    this.mostTexts = mostTexts;
    this.mostBytes = mostBytes;
  }

  private record Text(String text, int bytes) {}

  /** Whoever waits for a text. There is none while a text is there. */
  private record Waiter(CompletableFuture<ReceiveResult> result, long deadlineNanos) {}

  /** Whoever waits for room. */
  private record Room(CompletableFuture<Void> made, int bytes) {}

  /** Takes a text, unless there is no room for it. */
  Offer offer(String text, int size) {
    return offer(text, size, false);
  }

  /** Takes the last text, for which there is no room any more, since none comes after it. */
  void offerLast(String text, int size) {
    offer(text, size, true);
  }

  private Offer offer(String text, int size, boolean last) {
    Waiter served;
    synchronized (this) {
      if (end != null) {
        return Offer.CLOSED;
      }
      served = waiter;
      if (served == null) {
        return put(new Text(text, size), last);
      }
      waiter = null;
    }
    served.result().complete(new Received(text));
    return Offer.ACCEPTED;
  }

  private Offer put(Text text, boolean last) {
    if (!last && !hasRoom(text.bytes())) {
      return Offer.FULL;
    }
    texts.add(text);
    bytes += text.bytes();
    return Offer.ACCEPTED;
  }

  private boolean hasRoom(int size) {
    return texts.isEmpty() || (texts.size() < mostTexts && bytes + size <= mostBytes);
  }

  /** Waits for room for so many bytes. There is one at most who does. */
  synchronized CompletionStage<Void> room(int size) {
    if (isWorthOffering(size)) {
      return CompletableFuture.completedStage(null);
    }
    Room wanted = new Room(new CompletableFuture<>(), size);
    room = wanted;
    return wanted.made();
  }

  /** Tells whether a text of so many bytes would be taken, or refused for good. */
  synchronized boolean isWorthOffering(int size) {
    return end != null || hasRoom(size);
  }

  /** Takes out the next text, or waits for it. */
  CompletableFuture<ReceiveResult> receive(long nowNanos, Duration timeout) {
    Text next;
    Room made;
    synchronized (this) {
      if (waiter != null) {
        return CompletableFuture.completedFuture(ALREADY_RECEIVING);
      }
      next = texts.poll();
      if (next == null) {
        return receiveLater(nowNanos, timeout);
      }
      bytes -= next.bytes();
      made = takeRoom();
    }
    tell(made);
    return CompletableFuture.completedFuture(new Received(next.text()));
  }

  private CompletableFuture<ReceiveResult> receiveLater(long nowNanos, Duration timeout) {
    if (end != null) {
      return CompletableFuture.completedFuture(end);
    }
    if (timeout.isZero()) {
      return CompletableFuture.completedFuture(TIMED_OUT);
    }
    CompletableFuture<ReceiveResult> result = new CompletableFuture<>();
    waiter = new Waiter(result, nowNanos + timeout.toNanos());
    return result;
  }

  private @Nullable Room takeRoom() {
    Room wanted = room;
    if (wanted == null || !hasRoom(wanted.bytes())) {
      return null;
    }
    room = null;
    return wanted;
  }

  private static void tell(@Nullable Room made) {
    if (made != null) {
      made.made().complete(null);
    }
  }

  /** Tells whoever waits for too long. */
  void expire(long nowNanos) {
    Waiter late;
    synchronized (this) {
      late = waiter;
      if (late == null || nowNanos - late.deadlineNanos() < 0) {
        return;
      }
      waiter = null;
    }
    late.result().complete(TIMED_OUT);
  }

  /** Takes nothing more. What is there can still be received. Only the first reason counts. */
  void end(Closed why) {
    Closed told;
    Waiter last;
    Room made;
    synchronized (this) {
      told = end == null ? why : end;
      end = told;
      last = waiter;
      waiter = null;
      made = room;
      room = null;
    }
    if (last != null) {
      last.result().complete(told);
    }
    tell(made);
  }

  /** Takes nothing more, and discards what is there. */
  void endAndDiscard(Closed why) {
    synchronized (this) {
      texts.clear();
      bytes = 0;
    }
    end(why);
  }

  /** Why nothing more is taken; null if it is. */
  synchronized @Nullable Closed ended() {
    return end;
  }

  synchronized int texts() {
    return texts.size();
  }
}
