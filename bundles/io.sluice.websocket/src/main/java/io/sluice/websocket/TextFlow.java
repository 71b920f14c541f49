// SPDX-License-Identifier: Apache-2.0
package io.sluice.websocket;

import io.sluice.api.event.WebSocketText;
import io.sluice.spi.ingress.IngressPort;
import io.sluice.spi.ingress.Offer;
import io.sluice.spi.plugin.QueueSpec.Overflow;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;

/**
 * Hands texts from the socket to the port, and stops reading when the port has no room: the text in
 * hand is held until there is room again, and nothing is read meanwhile, so that the peer feels it.
 *
 * <p>Texts come on the reading thread. A pause is ended by whoever takes the text that is held: the
 * thread that made room, the timer when the pause was long enough, or who closes the socket.
 */
final class TextFlow {

  private final IngressPort port;
  private final Overflow overflow;
  private final long maxPauseNanos;
  private final LongSupplier nanoTime;
  private final Listener listener;
  private final AtomicReference<Held> held = new AtomicReference<>();
  private volatile long lastPauseNanos;
  private volatile long lastPauseEnded;

  /** Used by whoever has the flow in hand: the reading thread, or who took the held text. */
  private boolean overrun;

  TextFlow(
      IngressPort port,
      Overflow overflow,
      long maxPauseNanos,
      LongSupplier nanoTime,
      Listener listener) {
    this.port = port;
    this.overflow = overflow;
    this.maxPauseNanos = maxPauseNanos;
    this.nanoTime = nanoTime;
    this.listener = listener;
  }

  private record Held(WebSocketText text, int bytes, long sinceNanos) {}

  /** Is told what becomes of the flow. */
  interface Listener {

    /** Reading goes on. */
    void readOn();

    /** Reading was stopped since the queue is full. */
    void paused();

    /** The pause was as long as it may be; the oldest texts are dropped from here on. */
    void pausedTooLong();

    /** The queue is full, and the source wants the connection closed then. */
    void refused();
  }

  /** Hands over a text. On the reading thread. */
  void take(WebSocketText text, int bytes) {
    Offer offer = port.offer(text, bytes);
    if (offer == Offer.ACCEPTED) {
      overrun = false;
      listener.readOn();
    } else if (offer == Offer.FULL) {
      full(text, bytes);
    } else {
      // Nobody is there to deliver to: nothing is read until the socket is closed.
      held.set(new Held(text, bytes, nanoTime.getAsLong()));
    }
  }

  private void full(WebSocketText text, int bytes) {
    if (overflow == Overflow.CLOSE) {
      listener.refused();
    } else if (overrun) {
      port.displace(text, bytes);
      listener.readOn();
    } else {
      held.set(new Held(text, bytes, nanoTime.getAsLong()));
      listener.paused();
      awaitRoom(bytes);
    }
  }

  private void awaitRoom(int bytes) {
    port.room(bytes).thenRun(this::offerHeld);
  }

  private void offerHeld() {
    Held taken = held.getAndSet(null);
    if (taken == null) {
      return;
    }
    Offer offer = port.offer(taken.text(), taken.bytes());
    if (offer == Offer.ACCEPTED) {
      ended(taken);
      listener.readOn();
      return;
    }
    held.set(taken);
    if (offer == Offer.FULL) {
      awaitRoom(taken.bytes());
    }
  }

  /** Ends a pause that was long enough. On the timer's thread. */
  void look(long now) {
    Held waiting = held.get();
    if (waiting != null
        && now - waiting.sinceNanos() > maxPauseNanos
        && held.compareAndSet(waiting, null)) {
      if (port.displace(waiting.text(), waiting.bytes()) == Offer.CLOSED) {
        held.set(waiting);
        return;
      }
      ended(waiting);
      overrun = true;
      listener.pausedTooLong();
      listener.readOn();
    }
  }

  private void ended(Held waiting) {
    long now = nanoTime.getAsLong();
    lastPauseNanos = now - waiting.sinceNanos();
    lastPauseEnded = now;
  }

  boolean isPaused() {
    return held.get() != null;
  }

  /** Gives up the text that is held, so that reading can go on to the end of the socket. */
  void giveUp() {
    Held waiting = held.getAndSet(null);
    if (waiting != null) {
      ended(waiting);
      listener.readOn();
    }
  }

  /** How long the last pause was, if it ended within a span before now; else 0. */
  long pauseWithin(long spanNanos, long now) {
    Held waiting = held.get();
    if (waiting != null) {
      return now - waiting.sinceNanos();
    }
    return lastPauseNanos > 0 && now - lastPauseEnded < spanNanos ? lastPauseNanos : 0;
  }
}
