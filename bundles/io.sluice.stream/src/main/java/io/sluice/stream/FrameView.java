// SPDX-License-Identifier: Apache-2.0
package io.sluice.stream;

import java.nio.ByteBuffer;
import java.util.Optional;

/** What a follower is to see of an event. It is asked each time, also when an event is replayed. */
@FunctionalInterface
public interface FrameView {

  /** All of it, in the bytes that all followers share. */
  FrameView WHOLE = entry -> Optional.of(entry.frame());

  /**
   * Judges an event.
   *
   * @param entry the event
   * @return the frame to send, or empty to leave it out
   */
  Optional<ByteBuffer> of(LogEntry entry);
}
