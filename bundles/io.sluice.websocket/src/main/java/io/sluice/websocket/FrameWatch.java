// SPDX-License-Identifier: Apache-2.0
package io.sluice.websocket;

/**
 * Notices a frame that takes too long to arrive: bytes come in, and no frame is complete with them.
 * On the timer's thread.
 */
final class FrameWatch {

  private long seenFrames;
  private long seenBytes;
  private boolean incomplete;
  private long since;

  /**
   * Looks whether a frame is overdue.
   *
   * @param now the time
   * @param frames how many frames came in so far
   * @param bytes how many bytes came in so far
   * @param maxNanos how long a frame may take
   * @return whether one has begun and takes too long to end
   */
  boolean isOverdue(long now, long frames, long bytes, long maxNanos) {
    if (frames != seenFrames) {
      incomplete = false;
    } else if (bytes != seenBytes && !incomplete) {
      incomplete = true;
      since = now;
    }
    seenFrames = frames;
    seenBytes = bytes;
    return incomplete && now - since > maxNanos;
  }
}
