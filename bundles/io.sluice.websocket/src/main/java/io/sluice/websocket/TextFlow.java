// SPDX-License-Identifier: Apache-2.0
package io.sluice.websocket;

import io.sluice.api.event.WebSocketText;
import io.sluice.spi.ingress.IngressPort;
import io.sluice.spi.ingress.Offer;
import io.sluice.spi.plugin.QueueSpec;
import io.sluice.spi.plugin.QueueSpec.Overflow;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Hands texts from the socket to the port, and stops reading when the port has no room, unless
 * there is some after a moment: the text in hand is held until there is room again, and nothing is
 * read meanwhile, so that the peer feels it.
 *
 * <p>Texts come on the reading thread. A pause is ended by the thread that made room, by the timer
 * when the pause was long enough, or by who closes the socket; whoever comes first says that
 * reading goes on, and nobody else does. The lock is held while a text is offered, so that none
 * gets to the plugin after {@link #end()}; the listener is told without it.
 */
final class TextFlow {

  private static final long GIVE_WAY_NANOS = 20_000;
  private static final int MOST_YIELDS = 100;

  private final IngressPort port;
  private final QueueSpec queue;
  private final LongSupplier nanoTime;
  private final Listener listener;

  /** Guarded by this, as are the next fields. */
  private @Nullable Held held;

  private boolean overrun;

  /** Most connections never pause, and have nothing to keep. */
  private @Nullable Pause lastPause;

  /** Written under the lock; read without it before each frame. */
  private volatile boolean ended;

  TextFlow(IngressPort port, QueueSpec queue, LongSupplier nanoTime, Listener listener) {
    this.port = port;
    this.queue = queue;
    this.nanoTime = nanoTime;
    this.listener = listener;
  }

  private record Held(WebSocketText text, int bytes, long sinceNanos) {}

  private record Pause(long nanos, long endedNanos) {}

  /** Is told what becomes of the flow. */
  interface Listener {

    /** Reading was stopped since the queue is full. */
    void paused();

    /** Reading goes on after it was stopped for so long. */
    void resumed(long pauseNanos);

    /** The pause was as long as it may be; the oldest texts are dropped from here on. */
    void pausedTooLong();

    /** The queue is full, and the source wants the connection closed then. */
    void refused();

    /** The port failed, and nobody knows when there is room. */
    void broken(Throwable e);
  }

  /**
   * Hands over a text. On the reading thread.
   *
   * @return whether reading goes on at once; if not, the listener is told when it does
   */
  boolean take(WebSocketText text, int bytes) {
    Offer offer = offer(text, bytes);
    if (offer == Offer.FULL && queue.overflow() == Overflow.CLOSE) {
      listener.refused();
      return true;
    }
    if (offer == Offer.FULL && givesWay(bytes)) {
      return true;
    }
    if (offer == Offer.FULL) {
      listener.paused();
      awaitRoom(bytes);
    }
    return offer == Offer.ACCEPTED;
  }

  /**
   * Lets the plugin's thread catch up, for about as long as it takes to stop reading and to go on.
   *
   * @return whether the text that is held got in meanwhile
   */
  @SuppressWarnings("ThreadPriorityCheck")
  private boolean givesWay(int bytes) {
    long began = nanoTime.getAsLong();
    try {
      for (int i = 0; i < MOST_YIELDS; i++) {
        Thread.yield();
        if (port.hasRoom(bytes)) {
          return getsIn();
        }
        if (nanoTime.getAsLong() - began >= GIVE_WAY_NANOS) {
          return false;
        }
      }
    } catch (RuntimeException | Error e) {
      listener.broken(e);
    }
    return false;
  }

  private synchronized boolean getsIn() {
    Held waiting = held;
    if (waiting == null || port.offer(waiting.text(), waiting.bytes()) != Offer.ACCEPTED) {
      return false;
    }
    held = null;
    return true;
  }

  /** Offers a text, and holds it if it is to be offered again, or if nobody is there to take it. */
  private synchronized Offer offer(WebSocketText text, int bytes) {
    if (ended) {
      port.lose(text, bytes);
      return Offer.ACCEPTED;
    }
    Offer offer = port.offer(text, bytes);
    if (offer == Offer.FULL && overrun) {
      offer = port.displace(text, bytes);
    } else {
      overrun = false;
    }
    if (offer == Offer.FULL && queue.overflow() == Overflow.CLOSE) {
      port.lose(text, bytes);
    } else if (offer == Offer.CLOSED || offer == Offer.FULL) {
      held = new Held(text, bytes, nanoTime.getAsLong());
    }
    return offer;
  }

  private void awaitRoom(int bytes) {
    guard(
        () ->
            port.room(bytes)
                .whenComplete(
                    (room, failure) -> {
                      if (failure == null) {
                        guard(this::offerHeld);
                      } else {
                        listener.broken(failure);
                      }
                    }));
  }

  private void guard(Runnable task) {
    try {
      task.run();
    } catch (RuntimeException | Error e) {
      listener.broken(e);
    }
  }

  private void offerHeld() {
    Held waiting;
    Offer offer;
    long pause = 0;
    synchronized (this) {
      waiting = held;
      if (waiting == null) {
        return;
      }
      offer = port.offer(waiting.text(), waiting.bytes());
      if (offer == Offer.ACCEPTED) {
        pause = release(waiting);
      }
    }
    if (offer == Offer.ACCEPTED) {
      listener.resumed(pause);
    } else if (offer == Offer.FULL) {
      awaitRoom(waiting.bytes());
    }
  }

  /** Ends a pause that was long enough. On the timer's thread. */
  void look(long now) {
    long pause;
    synchronized (this) {
      Held waiting = held;
      if (waiting == null
          || now - waiting.sinceNanos() <= TimeUnit.MILLISECONDS.toNanos(queue.maxPauseMillis())
          || port.displace(waiting.text(), waiting.bytes()) == Offer.CLOSED) {
        return;
      }
      pause = release(waiting);
      overrun = true;
    }
    listener.pausedTooLong();
    listener.resumed(pause);
  }

  /**
   * Lets no text through any more, so that reading can go on to the end of the socket. The port is
   * told of those that are lost, of which the one that is held is the first. It may be called
   * again.
   */
  void end() {
    long pause;
    RuntimeException failure = null;
    synchronized (this) {
      ended = true;
      Held waiting = held;
      if (waiting == null) {
        return;
      }
      pause = release(waiting);
      try {
        port.lose(waiting.text(), waiting.bytes());
      } catch (RuntimeException e) {
        failure = e;
      }
    }
    if (failure != null) {
      listener.broken(failure);
    }
    listener.resumed(pause);
  }

  private long release(Held waiting) {
    held = null;
    long now = nanoTime.getAsLong();
    lastPause = new Pause(now - waiting.sinceNanos(), now);
    return lastPause.nanos();
  }

  boolean isEnded() {
    return ended;
  }

  synchronized boolean isPaused() {
    return held != null;
  }

  /** How long the last pause was, if it ended within a span before now; else 0. */
  synchronized long pauseWithin(long spanNanos, long now) {
    Held waiting = held;
    if (waiting != null) {
      return now - waiting.sinceNanos();
    }
    Pause last = lastPause;
    return last != null && now - last.endedNanos() < spanNanos ? last.nanos() : 0;
  }
}
