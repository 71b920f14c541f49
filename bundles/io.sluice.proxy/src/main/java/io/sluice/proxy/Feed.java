// SPDX-License-Identifier: Apache-2.0
package io.sluice.proxy;

import io.sluice.api.protocol.ProtocolEvent;
import io.sluice.spi.observation.RuntimeReport.Upstream;
import io.sluice.stream.Follower;
import io.sluice.stream.JsonWriting.TooLongException;
import io.sluice.stream.MalformedException;
import io.sluice.stream.ProtocolJson;
import io.sluice.stream.StreamCode;
import io.sluice.stream.StreamFrame;
import io.sluice.stream.WorkerStream;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one worker, and the one connection on which it is learnt: open while there is a
 * client, and a little longer. Safe for use by many threads; nobody is called with its lock, but
 * for the log.
 */
final class Feed {

  private static final long NOT_FOUND_NANOS = 1_000_000_000L;
  private static final int MOST_CURSOR_CHARACTERS = 512;

  private final String worker;
  private final FeedContext context;
  private final Supplier<Optional<RuntimeTarget>> target;
  private final Supplier<WorkerStream> streams;
  private final RecentIds ids = new RecentIds();

  /** Those that ended while clients followed. */
  private final List<WorkerStream> ended = new CopyOnWriteArrayList<>();

  private volatile WorkerStream stream;
  private @Nullable String cursor;
  private @Nullable Call call;
  private @Nullable StreamCode trouble;
  private int clients;
  private long emptySince;
  private long dialAt;
  private int failures;
  private long dials;

  /**
   * Makes one.
   *
   * @param worker the worker
   * @param target where its Runtime is, as long as one is configured
   * @param streams makes its log, each time with an epoch of its own
   * @param context what all have in common
   */
  Feed(
      String worker,
      Supplier<Optional<RuntimeTarget>> target,
      Supplier<WorkerStream> streams,
      FeedContext context) {
    this.worker = worker;
    this.target = target;
    this.streams = streams;
    this.context = context;
    this.stream = streams.get();
    this.emptySince = context.now();
    this.dialAt = context.now();
  }

  /** Counts a client, which {@link #join}s then. */
  synchronized void enter() {
    clients++;
  }

  /** A client that entered is gone. */
  synchronized void leave() {
    clients--;
    emptySince = context.now();
  }

  /** Lets a client that entered follow, and has the worker's events come in. */
  Follower join(Joining joining) {
    WorkerStream now = stream;
    Follower follower = joining.to(now);
    follower.begin();
    if (now != stream) {
      follower.refuse(StreamCode.CURSOR_UNKNOWN_OR_EXPIRED, "the events began anew");
    }
    StreamCode known = troubleNow();
    if (known == StreamCode.WORKER_NOT_FOUND) {
      follower.refuse(known, Trouble.message(known));
    } else if (known != null) {
      follower.tell(known, Trouble.message(known));
    }
    dialIfWanted();
    return follower;
  }

  /** How a client begins to follow a log. */
  @FunctionalInterface
  interface Joining {

    Follower to(WorkerStream stream);
  }

  /** That there is no such worker holds for a moment only. */
  private synchronized @Nullable StreamCode troubleNow() {
    boolean over = trouble == StreamCode.WORKER_NOT_FOUND && context.now() - dialAt >= 0;
    return over ? null : trouble;
  }

  /** Looks after deadlines. To be called all the time, by one thread. */
  void look() {
    stream.look();
    ended.forEach(WorkerStream::look);
    ended.removeIf(each -> each.report().followers() == 0);
    hangUpIfUnwanted();
    dialIfWanted();
  }

  /** Tells whether nothing would be lost with it. */
  synchronized boolean isOver() {
    return clients == 0
        && call == null
        && ended.isEmpty()
        && context.now() - dialAt >= 0
        && stream.report().events() == 0;
  }

  private void hangUpIfUnwanted() {
    Call unwanted;
    synchronized (this) {
      boolean lingers = context.now() - emptySince < context.limits().linger().toNanos();
      if (clients > 0 || lingers || call == null) {
        return;
      }
      unwanted = call;
      call = null;
    }
    unwanted.hangUp();
  }

  private void dialIfWanted() {
    Call made;
    synchronized (this) {
      if (clients == 0 || call != null || context.now() - dialAt < 0) {
        return;
      }
      made = new Call(cursor);
      call = made;
      dials++;
    }
    Optional<RuntimeTarget> runtime = target.get();
    if (runtime.isPresent()) {
      made.begin(runtime.get());
    } else {
      made.over(0);
    }
  }

  /** The Runtime is not configured any more: clients have nothing to wait for. */
  void disown() {
    Call last;
    synchronized (this) {
      last = call;
      call = null;
    }
    if (last != null) {
      last.hangUp();
    }
    stream.refuseAll(StreamCode.RUNTIME_UNAVAILABLE, "the Runtime is not known here any more");
  }

  /** Ends the connection. */
  void close() {
    Call last;
    synchronized (this) {
      clients = 0;
      last = call;
    }
    if (last != null) {
      last.hangUp();
    }
  }

  synchronized Upstream report() {
    WorkerStream.Report log = stream.report();
    String state = clients > 0 ? "reconnect_wait" : "idle";
    if (call != null) {
      state = call.open ? "connected" : "connecting";
    }
    return new Upstream(
        worker,
        state,
        trouble == null ? "" : trouble.wireName("backend"),
        log.last(),
        log.events(),
        log.bytes(),
        clients,
        dials);
  }

  /** One attempt, and the connection that came of it. */
  private final class Call implements Dialer.Listener {

    private final @Nullable String from;
    private Dialer.@Nullable Line line;
    private boolean hungUp;
    private volatile boolean open;

    Call(@Nullable String from) {
      this.from = from;
    }

    void begin(RuntimeTarget runtime) {
      Dialer.Line dialled = context.dialer().dial(runtime, worker, from, this);
      boolean unwanted;
      synchronized (this) {
        line = dialled;
        unwanted = hungUp;
      }
      if (unwanted) {
        dialled.close();
      }
    }

    void hangUp() {
      Dialer.Line opened;
      synchronized (this) {
        hungUp = true;
        opened = line;
      }
      if (opened != null) {
        opened.close();
      }
    }

    @Override
    public void opened() {
      synchronized (Feed.this) {
        if (call == this) {
          open = true;
          trouble = null;
        }
      }
    }

    @Override
    public void text(String text) {
      try {
        Optional<StreamFrame> frame = StreamFrame.read(text);
        if (frame.isPresent()) {
          take(frame.get());
        }
      } catch (MalformedException | TooLongException e) {
        garbage();
      }
    }

    private void take(StreamFrame frame) throws MalformedException, TooLongException {
      if (frame instanceof StreamFrame.Event event) {
        take(event);
      } else if (frame instanceof StreamFrame.Heartbeat heartbeat) {
        progress(heartbeat.cursor());
      } else if (frame instanceof StreamFrame.Notice notice) {
        switch (notice.code()) {
          case "runtime.cursor_malformed", "runtime.cursor_unknown_or_expired" -> beginAnew();
          case "runtime.worker_not_found" -> notFound();
          default -> {
            // A status says the same, or the end of the connection does.
          }
        }
      }
    }

    private void take(StreamFrame.Event event) throws MalformedException, TooLongException {
      if (!event.worker().equals(worker)) {
        throw new MalformedException("an event of another worker");
      }
      ProtocolEvent read =
          ProtocolJson.read(event.payload()).orElseThrow(() -> new MalformedException("no event"));
      byte[] payload = ProtocolJson.encode(read);
      synchronized (Feed.this) {
        if (progress(event.cursor()) && ids.add(event.eventId())) {
          stream.append(read, payload);
        }
      }
    }

    private boolean progress(String last) throws MalformedException {
      if (last.length() > MOST_CURSOR_CHARACTERS) {
        throw new MalformedException("a cursor that is too long");
      }
      synchronized (Feed.this) {
        if (call != this) {
          return false;
        }
        cursor = last;
        failures = 0;
        return true;
      }
    }

    /** What was followed up to now does not go on: what comes now has an epoch of its own. */
    private void beginAnew() {
      if (from == null) {
        garbage();
        return;
      }
      WorkerStream old;
      synchronized (Feed.this) {
        if (call != this) {
          return;
        }
        old = stream;
        ended.add(old);
        stream = streams.get();
        ids.clear();
        cursor = null;
        call = null;
      }
      old.refuseAll(
          StreamCode.CURSOR_UNKNOWN_OR_EXPIRED,
          "the Runtime's events began anew; start afresh, without a cursor");
      hangUp();
      dialIfWanted();
    }

    private void notFound() {
      if (fail(StreamCode.WORKER_NOT_FOUND, NOT_FOUND_NANOS)) {
        stream.refuseAll(StreamCode.WORKER_NOT_FOUND, Trouble.message(StreamCode.WORKER_NOT_FOUND));
        hangUp();
      }
    }

    @Override
    public void garbage() {
      if (fail(StreamCode.MALFORMED_FRAME)) {
        stream.tellAll(StreamCode.MALFORMED_FRAME, Trouble.message(StreamCode.MALFORMED_FRAME));
        context.note(worker, "upstream_malformed_frame", "a Runtime sent what makes no sense");
        hangUp();
      }
    }

    @Override
    public void over(int status) {
      if (status == 404) {
        notFound();
        return;
      }
      StreamCode code = open ? StreamCode.UPSTREAM_DISCONNECT : StreamCode.RUNTIME_UNAVAILABLE;
      StreamCode before = troubleNow();
      if (!fail(code)) {
        return;
      }
      if (before == null) {
        stream.tellAll(code, Trouble.message(code));
      }
      if (status != 0) {
        context.note(worker, "upstream_refused", "a Runtime answered with HTTP status " + status);
      }
    }

    private boolean fail(StreamCode code) {
      synchronized (Feed.this) {
        return fail(code, context.backoff().nanos(failures + 1));
      }
    }

    /** Returns whether it was the present one that failed. */
    private boolean fail(StreamCode code, long wait) {
      synchronized (Feed.this) {
        if (call != this) {
          return false;
        }
        call = null;
        trouble = code;
        failures++;
        dialAt = context.now() + wait;
        return true;
      }
    }
  }
}
