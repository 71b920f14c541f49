// SPDX-License-Identifier: Apache-2.0
package io.sluice.example.devtools;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** The last lines of the peer's console, each bounded. Safe for use by many threads. */
final class LastLines {

  static final int MOST_LINES = 32;
  private static final int LONGEST = 256;

  private final Deque<String> lines = new ArrayDeque<>();

  synchronized void add(String line) {
    if (lines.size() == MOST_LINES) {
      lines.removeFirst();
    }
    lines.addLast(PlainLine.of(line, LONGEST));
  }

  /** The lines, the oldest first. */
  synchronized List<String> all() {
    return List.copyOf(lines);
  }

  /** The last line, empty if there is none. */
  synchronized String last() {
    return lines.isEmpty() ? "" : lines.getLast();
  }
}
