// SPDX-License-Identifier: Apache-2.0
package io.sluice.stream;

import io.sluice.stream.EventLog.Batch;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who follows a worker. It is a position in the worker's log and no queue: what is
 * replayed and what is live are read in the same way, so that there is no seam between them, and a
 * follower that is behind costs no more than one that is not. Safe for use by many threads; the
 * sink is called without a lock.
 */
public final class Follower {

  private static final int MOST_FRAMES = 128;
  private static final long MOST_BYTES = 64 << 10;
  private static final int MOST_NOTICES = 8;

  private final WorkerStream stream;
  private final FollowerSink sink;
  private final FrameView view;
  private final Pace pace;

  /** Frames that stand in no log and are sent before what does. */
  private final Deque<ByteBuffer> notices = new ArrayDeque<>();

  private long position;
  private boolean handing;
  private @Nullable Ending ending;
  private boolean over;

  Follower(
      WorkerStream stream,
      FollowerSink sink,
      FollowerLimits limits,
      FrameView view,
      long position,
      long now) {
    this.stream = stream;
    this.sink = sink;
    this.view = view;
    this.position = position;
    this.pace = new Pace(limits, now);
  }

  /** How it ends, after everything up to a position was handed over. */
  private record Ending(@Nullable ByteBuffer last, int closeCode, String reason, long after) {}

  /**
   * How it is doing.
   *
   * @param frames frames written
   * @param bytes the bytes of these
   * @param behind how many bytes of the log it has not got
   */
  public record Progress(long frames, long bytes, long behind) {}

  /** Begins to send. */
  public void begin() {
    wake();
  }

  /** Sends what is there, unless a write is under way. */
  void wake() {
    if (!enter()) {
      return;
    }
    for (List<ByteBuffer> frames = take(); frames != null; frames = take()) {
      sink.write(frames, this);
    }
    finish();
  }

  private synchronized boolean enter() {
    if (handing || pace.isInFlight() || over) {
      return false;
    }
    handing = true;
    return true;
  }

  /**
   * What to write next; null if there is nothing to do until somebody wakes this one again. The
   * view is asked without the lock: whoever is handing over is the only one who moves on.
   */
  private @Nullable List<ByteBuffer> take() {
    for (Portion portion = next(); portion != null; portion = next()) {
      List<ByteBuffer> frames = portion.frames(view);
      if (moved(portion, frames)) {
        return frames;
      }
    }
    return null;
  }

  /** Moves on, and tells whether there is something to write. */
  private synchronized boolean moved(Portion portion, List<ByteBuffer> frames) {
    position = Math.max(position, portion.last());
    if (frames.isEmpty()) {
      return false;
    }
    pace.begun(frames, stream.now());
    return true;
  }

  private boolean isDue() {
    return ending != null && position >= ending.after();
  }

  /** What comes next; null if nothing does for now. */
  private synchronized @Nullable Portion next() {
    Portion portion = pace.isInFlight() || over || isDue() ? null : waiting();
    handing = portion != null;
    return portion;
  }

  private @Nullable Portion waiting() {
    if (!notices.isEmpty()) {
      Portion told = new Portion(List.copyOf(notices), List.of());
      notices.clear();
      return told;
    }
    Batch batch = stream.read(position, MOST_FRAMES, MOST_BYTES);
    if (batch.lost()) {
      ending = slow("it fell behind what is kept");
      return null;
    }
    return batch.entries().isEmpty() ? null : new Portion(List.of(), batch.entries());
  }

  /** What was given to the sink is written, or never will be. */
  public void written() {
    synchronized (this) {
      pace.written(stream.now());
    }
    wake();
  }

  /**
   * Ends, if it is to end: after all that was taken was handed over, so that the cursor of the last
   * frame is not ahead of it, but not after it was written, since that may be stuck.
   */
  private void finish() {
    Ending how;
    synchronized (this) {
      if (ending == null || over || handing || !isDue()) {
        return;
      }
      over = true;
      how = ending;
    }
    stream.forget(this);
    sink.end(how.last(), how.closeCode(), how.reason());
  }

  /**
   * Tells the client something that stands in no log.
   *
   * @param code what
   * @param message the same in words
   */
  public void tell(StreamCode code, String message) {
    synchronized (this) {
      if (notices.size() < MOST_NOTICES) {
        notices.add(stream.notice(code, message, position));
      }
    }
    wake();
  }

  void tell(ByteBuffer frame) {
    synchronized (this) {
      notices.add(frame);
    }
  }

  /**
   * Tells the client why, and ends.
   *
   * @param code why
   * @param message the same in words
   */
  public void refuse(StreamCode code, String message) {
    end(new Ending(stream.notice(code, message, position()), code.closeCode(), message, 0));
  }

  /** The same, after all that is in the log by now. */
  void refuseLast(StreamCode code, String message) {
    long after = stream.last();
    end(new Ending(stream.notice(code, message, after), code.closeCode(), message, after));
  }

  void refuse(CursorFault fault) {
    StreamCode code = fault.code();
    end(new Ending(stream.refusal(fault), code.closeCode(), fault.message(), 0));
  }

  /**
   * Ends without a word but the close frame's.
   *
   * @param closeCode why
   * @param reason the same in words
   */
  public void close(int closeCode, String reason) {
    end(new Ending(null, closeCode, reason, 0));
  }

  private void end(Ending how) {
    synchronized (this) {
      if (ending == null) {
        ending = how;
      }
    }
    finish();
  }

  /** The client is gone: nothing more is sent. */
  public void gone() {
    synchronized (this) {
      over = true;
    }
    stream.forget(this);
  }

  private Ending slow(String why) {
    return new Ending(
        stream.notice(StreamCode.SLOW_CONSUMER, why, position),
        StreamCode.SLOW_CONSUMER.closeCode(),
        why,
        0);
  }

  /** Looks after deadlines. To be called all the time. */
  void look(long now) {
    Optional<String> fault;
    synchronized (this) {
      if (over) {
        return;
      }
      fault = pace.fault(now, () -> stream.bytesAfter(position));
      fault.ifPresent(why -> ending = isDue() ? ending : slow(why));
      if (notices.isEmpty() && pace.isSilent(now)) {
        notices.add(stream.heartbeat(position));
      }
    }
    if (fault.isPresent()) {
      finish();
    } else {
      wake();
    }
  }

  private synchronized long position() {
    return position;
  }

  /**
   * How it is doing.
   *
   * @return counts up to now
   */
  public synchronized Progress progress() {
    return pace.progress(stream.bytesAfter(position));
  }
}
