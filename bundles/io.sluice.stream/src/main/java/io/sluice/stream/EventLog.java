// SPDX-License-Identifier: Apache-2.0
package io.sluice.stream;

import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The last events of a worker, bounded by number, bytes and age. Positions grow by one and are
 * never given twice. Safe for use by many threads; none waits for another's longer than an append
 * takes.
 */
final class EventLog {

  private static final int FEW = 16;

  private final LogBounds bounds;
  private final FrameWriting frames;
  private final LongSupplier nanoTime;
  private final int most;

  /** It grows with the number of events that are kept: most workers have few to tell. */
  private @Nullable LogEntry[] ring;

  /** The position of the oldest one kept, and of the next one to come. */
  private long first = 1;

  private long next = 1;

  /** All bytes so far, and those of what is not kept any more. */
  private long taken;

  private long dropped;

  EventLog(LogBounds bounds, FrameWriting frames, LongSupplier nanoTime) {
    this.bounds = bounds;
    this.frames = frames;
    this.nanoTime = nanoTime;
    this.most = Math.max(1, bounds.events());
    this.ring = new @Nullable LogEntry[Math.min(most, FEW)];
  }

  /**
   * What a follower gets next.
   *
   * @param entries what follows its position, the oldest first
   * @param lost whether something that follows is no longer kept
   */
  record Batch(List<LogEntry> entries, boolean lost) {

    static final Batch LOST = new Batch(List.of(), true);
  }

  /**
   * How full it is.
   *
   * @param last the position of the last event, 0 if there was none
   * @param events how many are kept
   * @param bytes the bytes of these
   */
  record Fill(long last, int events, long bytes) {}

  synchronized void append(byte[] payload) {
    long now = nanoTime.getAsLong();
    LogEntry entry = frames.event(next, now, taken, payload);
    taken = entry.end();
    makeRoom(now);
    if (next - first == ring.length) {
      grow();
    }
    ring[slot(next)] = entry;
    next++;
  }

  private void grow() {
    @Nullable LogEntry[] before = ring;
    ring = new @Nullable LogEntry[Math.min(most, 2 * before.length)];
    for (long position = first; position < next; position++) {
      ring[slot(position)] = before[(int) (position % before.length)];
    }
  }

  /** Makes room for one more. */
  private void makeRoom(long now) {
    while (first < next
        && (next - first >= most || taken - dropped > bounds.bytes() || isOld(now))) {
      dropFirst();
    }
  }

  /** Lets go of what is too old. */
  synchronized void expire() {
    long now = nanoTime.getAsLong();
    while (first < next && isOld(now)) {
      dropFirst();
    }
  }

  private boolean isOld(long now) {
    return now - kept(first).atNanos() > bounds.age().toNanos();
  }

  private void dropFirst() {
    dropped = kept(first).end();
    ring[slot(first)] = null;
    first++;
  }

  private LogEntry kept(long position) {
    LogEntry entry = ring[slot(position)];
    if (entry == null) {
      throw new IllegalStateException("not kept: " + position);
    }
    return entry;
  }

  private int slot(long position) {
    return (int) (position % ring.length);
  }

  /**
   * Reads what follows a position.
   *
   * @param after the position
   * @param mostEvents the most events
   * @param mostBytes the most bytes; a single longer one is read alone
   */
  synchronized Batch read(long after, int mostEvents, long mostBytes) {
    if (after + 1 < first) {
      return Batch.LOST;
    }
    List<LogEntry> entries = new ArrayList<>();
    long bytes = 0;
    for (long position = after + 1; position < next && entries.size() < mostEvents; position++) {
      LogEntry entry = kept(position);
      bytes += entry.bytes();
      if (bytes > mostBytes && !entries.isEmpty()) {
        break;
      }
      entries.add(entry);
    }
    return new Batch(entries, false);
  }

  /** Tells whether all that follows a position is there. */
  synchronized boolean reaches(long position) {
    return position + 1 >= first && position < next;
  }

  synchronized long last() {
    return next - 1;
  }

  /** How many bytes follow a position. */
  synchronized long bytesAfter(long position) {
    return position + 1 < first ? taken - dropped : taken - endOf(position);
  }

  private long endOf(long position) {
    return position < first ? dropped : kept(position).end();
  }

  synchronized Fill fill() {
    return new Fill(next - 1, (int) (next - first), taken - dropped);
  }
}
