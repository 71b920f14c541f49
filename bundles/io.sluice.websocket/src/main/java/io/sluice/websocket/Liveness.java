// SPDX-License-Identifier: Apache-2.0
package io.sluice.websocket;

import io.sluice.spi.plugin.SourceSpec;
import java.nio.ByteBuffer;
import java.util.function.LongUnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Finds out that a peer is gone: pings it, and waits for the pong and, if the source wants that,
 * for any frame at all. While nothing is read, nobody can be heard, and no deadline runs.
 *
 * <p>The timer's thread looks; the reading thread says that a pong came. All state is guarded by
 * this; the ping is sent without the lock.
 */
final class Liveness {

  private static final long NANOS_PER_MILLI = 1_000_000;

  private final SourceSpec.Liveness spec;
  private final LongUnaryOperator random;
  private final Pings pings;

  private long nextPing;
  private long seenFrames;
  private long lastFrame;
  private boolean hearing = true;

  /** When the ping that is not answered yet was sent. */
  private long pinged;

  private boolean awaiting;
  private int number;
  private long roundTrip = -1;

  Liveness(SourceSpec.Liveness spec, LongUnaryOperator random, Pings pings) {
    this.spec = spec;
    this.random = random;
    this.pings = pings;
  }

  /** Sends pings. */
  @FunctionalInterface
  interface Pings {

    void ping(ByteBuffer payload);
  }

  /**
   * Begins to count the time.
   *
   * @param now the time
   * @param frames how many frames came in before
   */
  synchronized void begin(long now, long frames) {
    seenFrames = frames;
    lastFrame = now;
    nextPing = now + pingDelay();
  }

  /** Up to a tenth earlier each time, so that many connections do not ping together. */
  private long pingDelay() {
    long nanos = spec.pingMillis() * NANOS_PER_MILLI;
    return nanos - random.applyAsLong(nanos / 10);
  }

  /**
   * Looks whether the peer is gone, and pings it when it is time.
   *
   * @param now the time
   * @param frames how many frames came in so far
   * @param reading whether frames are read
   * @return why the peer counts as gone, or null
   */
  @Nullable Failure look(long now, long frames, boolean reading) {
    boolean due;
    synchronized (this) {
      note(now, frames, reading);
      if (!reading) {
        return null;
      }
      if (awaiting && now - pinged > spec.pongDeadlineMillis() * NANOS_PER_MILLI) {
        return Failure.soon(
            "pong_timeout", "no pong within " + spec.pongDeadlineMillis() + " ms of a ping");
      }
      if (spec.silenceMillis() > 0 && now - lastFrame > spec.silenceMillis() * NANOS_PER_MILLI) {
        return Failure.soon("silence_timeout", "no frame within " + spec.silenceMillis() + " ms");
      }
      due = isPingDue(now);
    }
    if (due) {
      pings.ping(payload());
    }
    return null;
  }

  /** While nothing is read, the deadlines stand still; afterwards they begin anew. */
  private void note(long now, long frames, boolean reading) {
    if (frames != seenFrames || !reading || !hearing) {
      seenFrames = frames;
      lastFrame = now;
    }
    if (reading && !hearing) {
      pinged = now;
    }
    hearing = reading;
  }

  private boolean isPingDue(long now) {
    if (spec.pingMillis() == 0 || awaiting || now - nextPing < 0) {
      return false;
    }
    awaiting = true;
    pinged = now;
    number++;
    nextPing = now + pingDelay();
    return true;
  }

  /** What the next ping carries, so that its pong is told from others. */
  synchronized ByteBuffer payload() {
    return ByteBuffer.allocate(Long.BYTES).putLong(number).flip();
  }

  /** Takes note of a pong; one that answers no ping is no sign of life. */
  synchronized boolean pong(ByteBuffer payload, long now) {
    if (!awaiting || !payload.equals(payload())) {
      return false;
    }
    awaiting = false;
    roundTrip = now - pinged;
    return true;
  }

  /** How long the last pong took, in nanoseconds; -1 if there was none. */
  synchronized long roundTripNanos() {
    return roundTrip;
  }
}
