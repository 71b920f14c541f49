// SPDX-License-Identifier: Apache-2.0
package io.sluice.stream;

import java.nio.ByteBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where the frames of one follower go. It is called without a lock, by one thread at a time. */
public interface FollowerSink {

  /**
   * Writes frames. When they are written, or cannot be, {@link Follower#written} is called once, on
   * this thread or another.
   *
   * @param frames texts in UTF-8, at least one
   * @param follower who writes
   */
  void write(List<ByteBuffer> frames, Follower follower);

  /**
   * Ends the stream, after what was written before, and within a bound. It is called once.
   *
   * @param last a frame to write before, or null
   * @param closeCode why
   * @param reason the same in words
   */
  void end(@Nullable ByteBuffer last, int closeCode, String reason);
}
