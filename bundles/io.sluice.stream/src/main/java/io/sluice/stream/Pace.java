// SPDX-License-Identifier: Apache-2.0
package io.sluice.stream;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * How a follower keeps up: what was written, whether a write is under way, and whether that takes
 * too long. For one thread at a time.
 */
final class Pace {

  /** A burst is no fault of the client's: it must not read for a while, too. */
  private static final long PATIENCE_NANOS = 1_000_000_000L;

  private final FollowerLimits limits;
  private boolean inFlight;
  private long inFlightSince;
  private long lastWritten;
  private long frames;
  private long bytes;

  Pace(FollowerLimits limits, long now) {
    this.limits = limits;
    this.lastWritten = now;
  }

  /** A write begins. */
  void begun(List<ByteBuffer> texts, long now) {
    inFlight = true;
    inFlightSince = now;
    frames += texts.size();
    for (ByteBuffer text : texts) {
      bytes += text.remaining();
    }
  }

  /** The write that was under way has ended. */
  void written(long now) {
    inFlight = false;
    lastWritten = now;
  }

  boolean isInFlight() {
    return inFlight;
  }

  /** Whether it is time for a heartbeat. */
  boolean isSilent(long now) {
    return !inFlight && now - lastWritten >= limits.silence().toNanos();
  }

  /** Why it cannot be waited for any more; empty if it can. */
  Optional<String> fault(long now, LongSupplier behind) {
    long stuck = inFlight ? now - inFlightSince : 0;
    if (stuck > limits.writeTimeout().toNanos()) {
      return Optional.of("it did not read for " + limits.writeTimeout().toMillis() + " ms");
    }
    return stuck > PATIENCE_NANOS && behind.getAsLong() > limits.behindBytes()
        ? Optional.of("it is more than " + limits.behindBytes() + " bytes behind")
        : Optional.empty();
  }

  Follower.Progress progress(long behind) {
    return new Follower.Progress(frames, bytes, behind);
  }
}
