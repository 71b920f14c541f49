// SPDX-License-Identifier: Apache-2.0
package io.sluice.websocket;

import io.sluice.spi.command.Effect;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * What waits to be sent on one socket. Texts are handed to Jetty one at a time, so that the others
 * can still be taken back: when the time is up, or the authority is gone. Safe for use by many
 * threads; the socket is used, and results are completed, without a lock.
 */
final class Outbox {

  private final Socket socket;
  private final WebSocketLimits limits;
  private final SendRate rate;
  private final Permit permitted;

  /** Made when it is needed, since many connections send nothing. */
  private @Nullable Deque<Outgoing> waiting;

  private @Nullable Outgoing inFlight;

  /** How many texts the socket has got so far. */
  private long handed;

  /** What {@link #expire} saw of that number, and since when. */
  private long seenHanded;

  private long seenSince;
  private int waitingBytes;
  private boolean handing;
  private @Nullable Effect shut;

  /**
   * Makes one.
   *
   * @param socket where texts go
   * @param limits bounds what waits
   * @param rate bounds what is sent
   * @param permitted tells whether texts may go out at this moment; if not, the outbox is about to
   *     be shut
   */
  Outbox(Socket socket, WebSocketLimits limits, SendRate rate, Permit permitted) {
    this.socket = socket;
    this.limits = limits;
    this.rate = rate;
    this.permitted = permitted;
  }

  /** Tells whether texts may go out at this moment. */
  @FunctionalInterface
  interface Permit {

    boolean isAllowed();
  }

  /** Where texts go. */
  interface Socket {

    /**
     * Writes a text. The outbox is told by {@link Outbox#written} or {@link Outbox#broken}, on this
     * thread or another.
     */
    void write(ByteBuffer payload, Outbox outbox);

    /** So many texts were accepted, and will not be sent. */
    void unsent(int texts);
  }

  private record Outgoing(
      ByteBuffer payload, int bytes, long sinceNanos, CompletableFuture<Effect> result) {}

  /** Sends a text, or refuses it at once. */
  CompletionStage<Effect> send(ByteBuffer payload, long nowNanos) {
    if (!permitted.isAllowed()) {
      return CompletableFuture.completedStage(
          Effect.failed("not_connected", "the connection is about to be closed"));
    }
    Outgoing outgoing =
        new Outgoing(payload, payload.remaining(), nowNanos, new CompletableFuture<>());
    Effect refusal = put(outgoing);
    if (refusal != null) {
      return CompletableFuture.completedStage(refusal);
    }
    handOver();
    return outgoing.result();
  }

  private synchronized @Nullable Effect put(Outgoing outgoing) {
    if (shut != null) {
      return shut;
    }
    int frames = waiting();
    if (frames >= limits.waitingFrames()
        || (frames > 0 && waitingBytes + outgoing.bytes() > limits.waitingBytes())) {
      return Effect.failed(
          "send_queue_full", "too much waits to be sent, since the peer does not take it");
    }
    if (!rate.admits(outgoing.sinceNanos())) {
      return Effect.rejected(
          "send_rate", "more texts than max_sends_per_minute allows; send it later");
    }
    if (waiting == null) {
      waiting = new ArrayDeque<>(1);
    }
    waiting.addLast(outgoing);
    waitingBytes += outgoing.bytes();
    return null;
  }

  /**
   * Hands texts to the socket for as long as it takes them at once. Only one thread does so at a
   * time; one that comes in meanwhile, from the socket's own answer for instance, leaves it to the
   * first. What may not go out any more stays for {@link #shut}.
   */
  void handOver() {
    for (Outgoing next = begin(); next != null; next = goOn()) {
      socket.write(next.payload(), this);
    }
  }

  private synchronized @Nullable Outgoing begin() {
    if (handing || inFlight != null) {
      return null;
    }
    handing = true;
    return take();
  }

  private synchronized @Nullable Outgoing goOn() {
    return inFlight == null ? take() : stopHanding();
  }

  private @Nullable Outgoing take() {
    if (waiting == null || waiting.isEmpty() || !permitted.isAllowed()) {
      return stopHanding();
    }
    inFlight = waiting.removeFirst();
    handed++;
    return inFlight;
  }

  private @Nullable Outgoing stopHanding() {
    handing = false;
    return null;
  }

  /** The socket has written the text that was handed to it. */
  void written() {
    Outgoing done = takeInFlight();
    if (done != null) {
      done.result().complete(Effect.EXECUTED);
    }
    handOver();
  }

  /** The socket could not write the text that was handed to it. */
  void broken(Effect effect) {
    Outgoing done = takeInFlight();
    if (done != null) {
      giveUp(List.of(done), effect);
    }
    handOver();
  }

  private synchronized @Nullable Outgoing takeInFlight() {
    Outgoing done = inFlight;
    inFlight = null;
    if (done != null) {
      waitingBytes -= done.bytes();
    }
    return done;
  }

  /**
   * Takes back what waits for too long. To be called all the time.
   *
   * @return whether the socket has had one text for so long that it is stuck; how long the text
   *     waited before is no fault of a peer that goes on taking others
   */
  boolean expire(long nowNanos) {
    List<Outgoing> late = new ArrayList<>();
    boolean stuck;
    synchronized (this) {
      long limit = limits.sendTimeout().toNanos();
      Deque<Outgoing> queue = waiting;
      while (queue != null
          && !queue.isEmpty()
          && nowNanos - queue.getFirst().sinceNanos() > limit) {
        late.add(queue.removeFirst());
      }
      late.forEach(each -> waitingBytes -= each.bytes());
      if (seenHanded != handed) {
        seenHanded = handed;
        seenSince = nowNanos;
      }
      stuck = inFlight != null && nowNanos - seenSince > limit;
    }
    giveUp(late, Effect.failed("send_timeout", "the peer did not take it in time"));
    return stuck;
  }

  /** Takes back all that waits, and refuses everything from now on. It may be called again. */
  void shut(Effect why) {
    List<Outgoing> purged;
    synchronized (this) {
      if (shut == null) {
        shut = why;
      }
      purged = waiting == null ? List.of() : new ArrayList<>(waiting);
      waiting = null;
      purged.forEach(each -> waitingBytes -= each.bytes());
    }
    giveUp(purged, why);
  }

  private void giveUp(List<Outgoing> texts, Effect effect) {
    if (!texts.isEmpty()) {
      socket.unsent(texts.size());
      texts.forEach(each -> each.result().complete(effect));
    }
  }

  /** Completes when the text that the socket has got, if any, is written or given up. */
  synchronized CompletableFuture<Void> flushed() {
    return inFlight == null
        ? CompletableFuture.completedFuture(null)
        : inFlight.result().thenAccept(effect -> {});
  }

  /** How many texts wait, the one that the socket has got included. */
  synchronized int waiting() {
    return (waiting == null ? 0 : waiting.size()) + (inFlight == null ? 0 : 1);
  }
}
