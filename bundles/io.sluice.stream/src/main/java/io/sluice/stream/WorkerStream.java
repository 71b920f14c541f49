// SPDX-License-Identifier: Apache-2.0
package io.sluice.stream;

import io.sluice.api.protocol.ProtocolEvent;
import io.sluice.api.protocol.Snapshot;
import io.sluice.stream.EventLog.Batch;
import io.sluice.stream.JsonWriting.TooLongException;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The events of one worker, and those who follow them. Publishing never waits for a follower: they
 * are woken by another thread. Safe for use by many threads.
 */
public final class WorkerStream {

  private final StreamName name;
  private final CursorSigner cursors;
  private final FrameWriting frames;
  private final EventLog log;
  private final Executor waker;
  private final LongSupplier nanoTime;
  private final Clock clock;
  private final WorkerProjection projection = new WorkerProjection();
  private final List<Follower> followers = new CopyOnWriteArrayList<>();
  private final AtomicBoolean wakingUp = new AtomicBoolean();

  /** Where events come from elsewhere, nobody knows the worker's state before its snapshot came. */
  private boolean known;

  /**
   * Makes an empty one.
   *
   * @param name which stream
   * @param secret signs its cursors
   * @param epoch a number that no other log of this worker has
   * @param bounds how much is kept
   * @param waker runs what wakes the followers; it must not throw
   * @param nanoTime a clock that only goes forward
   * @param clock tells the time to snapshots
   */
  public WorkerStream(
      StreamName name,
      CursorSecret secret,
      long epoch,
      LogBounds bounds,
      Executor waker,
      LongSupplier nanoTime,
      Clock clock) {
    this.name = name;
    this.cursors = new CursorSigner(secret, name.key(), epoch);
    this.frames = new FrameWriting(name, epoch, cursors);
    this.log = new EventLog(bounds, frames, nanoTime);
    this.waker = waker;
    this.nanoTime = nanoTime;
    this.clock = clock;
    this.known = name.runtime().isEmpty();
  }

  /**
   * Which stream.
   *
   * @return its name
   */
  public StreamName name() {
    return name;
  }

  /**
   * How full its log is, and how many follow.
   *
   * @param last the position of the last event, 0 if there was none
   * @param events how many are kept
   * @param bytes the bytes of these
   * @param followers how many follow
   */
  public record Report(long last, int events, long bytes, int followers) {}

  /**
   * Tells how it is doing.
   *
   * @return the report
   */
  public Report report() {
    EventLog.Fill fill = log.fill();
    return new Report(fill.last(), fill.events(), fill.bytes(), followers.size());
  }

  /**
   * Appends an event.
   *
   * @param event the event
   * @param payload the same event in JSON, which is not copied
   */
  public void append(ProtocolEvent event, byte[] payload) {
    synchronized (this) {
      projection.apply(event);
      known |= event instanceof Snapshot;
      log.append(payload);
    }
    if (!followers.isEmpty() && wakingUp.compareAndSet(false, true)) {
      waker.execute(this::wakeAll);
    }
  }

  private void wakeAll() {
    wakingUp.set(false);
    followers.forEach(Follower::wake);
  }

  /**
   * Lets somebody follow: from a snapshot on, or from where a cursor stands. To be followed by
   * {@link Follower#begin}. A wrong cursor is answered at once, and ends the stream. While the
   * snapshot of a worker that is elsewhere has not come, it is the first event to follow.
   *
   * @param cursor the cursor, or null
   * @param sink where the frames go
   * @param limits what it may cost
   * @param view what it is to see
   * @return the follower
   */
  public Follower follow(
      @Nullable String cursor, FollowerSink sink, FollowerLimits limits, FrameView view) {
    return cursor == null
        ? followFromNow(sink, limits, view)
        : followFrom(judge(cursor), sink, limits, view);
  }

  private Follower followFromNow(FollowerSink sink, FollowerLimits limits, FrameView view) {
    long position;
    List<Snapshot> snapshots;
    synchronized (this) {
      position = log.last();
      snapshots = known ? projection.snapshots(clock.instant()) : List.of();
    }
    Follower follower = new Follower(this, sink, limits, view, position, now());
    if (!snapshots.isEmpty()) {
      view.of(frames.snapshot(position, encoded(snapshots))).ifPresent(follower::tell);
    }
    followers.add(follower);
    return follower;
  }

  /** The first that is not too long: the last one never is. */
  private static byte[] encoded(List<Snapshot> snapshots) {
    for (Snapshot snapshot : snapshots) {
      try {
        return ProtocolJson.encode(snapshot);
      } catch (TooLongException e) {
        // The next one is shorter.
      } catch (MalformedException e) {
        throw new IllegalStateException("what was published has no JSON form", e);
      }
    }
    throw new IllegalStateException("the state of a worker is too long");
  }

  private Follower followFrom(
      CursorVerdict verdict, FollowerSink sink, FollowerLimits limits, FrameView view) {
    if (verdict instanceof CursorVerdict.Valid valid) {
      Follower follower = new Follower(this, sink, limits, view, valid.position(), now());
      followers.add(follower);
      return follower;
    }
    CursorFault fault = ((CursorVerdict.Wrong) verdict).fault();
    Follower refused = new Follower(this, sink, limits, view, log.last(), now());
    refused.refuse(fault);
    return refused;
  }

  private CursorVerdict judge(String cursor) {
    CursorVerdict verdict = cursors.judge(cursor);
    return verdict instanceof CursorVerdict.Valid valid && !log.reaches(valid.position())
        ? new CursorVerdict.Wrong(CursorFault.EXPIRED)
        : verdict;
  }

  /**
   * Tells all who follow something that stands in no log.
   *
   * @param code what
   * @param message the same in words
   */
  public void tellAll(StreamCode code, String message) {
    followers.forEach(follower -> follower.tell(code, message));
  }

  /**
   * Ends the streams of all who follow, after they got all events up to now and were told why.
   *
   * @param code why
   * @param message the same in words
   */
  public void refuseAll(StreamCode code, String message) {
    followers.forEach(follower -> follower.refuseLast(code, message));
  }

  /**
   * Ends the streams of all who follow.
   *
   * @param closeCode why
   * @param reason the same in words
   */
  public void closeAll(int closeCode, String reason) {
    followers.forEach(follower -> follower.close(closeCode, reason));
  }

  /** Looks after ages and deadlines. To be called all the time, by one thread. */
  public void look() {
    log.expire();
    long now = now();
    followers.forEach(follower -> follower.look(now));
  }

  void forget(Follower follower) {
    followers.remove(follower);
  }

  Batch read(long after, int mostEvents, long mostBytes) {
    return log.read(after, mostEvents, mostBytes);
  }

  long last() {
    return log.last();
  }

  long bytesAfter(long position) {
    return log.bytesAfter(position);
  }

  ByteBuffer notice(StreamCode code, String message, long position) {
    return frames.diagnostic(code, message, position);
  }

  ByteBuffer refusal(CursorFault fault) {
    return frames.refusal(fault);
  }

  ByteBuffer heartbeat(long position) {
    return frames.heartbeat(position);
  }

  long now() {
    return nanoTime.getAsLong();
  }
}
