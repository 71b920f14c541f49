// SPDX-License-Identifier: Apache-2.0
package io.sluice.stream;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * What is handed over at a time: frames that stand in no log, or events of the log.
 *
 * @param notices the former
 * @param entries the latter
 */
record Portion(List<ByteBuffer> notices, List<LogEntry> entries) {

  /** What a follower sees of it. */
  List<ByteBuffer> frames(FrameView view) {
    if (entries.isEmpty()) {
      return notices;
    }
    List<ByteBuffer> frames = new ArrayList<>(entries.size());
    for (LogEntry entry : entries) {
      view.of(entry).ifPresent(frames::add);
    }
    return frames;
  }

  /** The position after it; 0 if it does not move on. */
  long last() {
    return entries.isEmpty() ? 0 : entries.get(entries.size() - 1).position();
  }
}
