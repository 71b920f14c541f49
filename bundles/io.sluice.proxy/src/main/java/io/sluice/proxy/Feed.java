// SPDX-License-Identifier: Apache-2.0
package io.sluice.proxy;

import io.sluice.api.protocol.ProtocolEvent;
import io.sluice.spi.observation.RuntimeReport.Upstream;
import io.sluice.stream.Follower;
import io.sluice.stream.StreamCode;
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

  private final Feeds.Key key;
  private final FeedContext context;
  private final Supplier<Optional<RuntimeTarget>> target;
  private final Supplier<WorkerStream> streams;
  private final RecentIds ids = new RecentIds();
  private final Attempts attempts;

  /** Those that ended while clients followed. */
  private final List<WorkerStream> ended = new CopyOnWriteArrayList<>();

  private volatile WorkerStream stream;
  private @Nullable String cursor;
  private @Nullable Call call;
  private int clients;
  private long emptySince;

  /**
   * Makes one.
   *
   * @param key the worker
   * @param target where its Runtime is, as long as one is configured
   * @param streams makes its log, each time with an epoch of its own
   * @param context what all have in common
   */
  Feed(
      Feeds.Key key,
      Supplier<Optional<RuntimeTarget>> target,
      Supplier<WorkerStream> streams,
      FeedContext context) {
    this.key = key;
    this.target = target;
    this.streams = streams;
    this.context = context;
    this.attempts = new Attempts(context);
    this.stream = streams.get();
    this.emptySince = context.now();
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
    StreamCode known = trouble();
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

  private synchronized @Nullable StreamCode trouble() {
    return attempts.trouble();
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
        && attempts.isDue()
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
      if (clients == 0 || call != null || !attempts.isDue()) {
        return;
      }
      made = new Call(cursor);
      call = made;
      attempts.dialled();
    }
    Optional<RuntimeTarget> runtime = target.get();
    if (runtime.isPresent()) {
      made.begin(runtime.get());
    } else {
      made.over(LineEnd.UNKNOWN);
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
        key.worker(),
        state,
        attempts.lastTrouble(),
        log.last(),
        log.events(),
        log.bytes(),
        clients,
        attempts.dials());
  }

  /** One attempt, and the connection that came of it. */
  private final class Call implements Dialer.Listener, RuntimeFrames.Meaning {

    private final RuntimeFrames frames = new RuntimeFrames(key.worker(), this);
    private final @Nullable String from;
    private Dialer.@Nullable Line line;
    private boolean hungUp;
    private volatile boolean open;

    Call(@Nullable String from) {
      this.from = from;
    }

    void begin(RuntimeTarget runtime) {
      Dialer.Line dialled = context.dialer().dial(runtime, key.worker(), from, this);
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
          attempts.opened();
        }
      }
    }

    @Override
    public void text(String text) {
      frames.read(text);
    }

    @Override
    public void event(String last, String id, ProtocolEvent event, byte[] payload) {
      synchronized (Feed.this) {
        if (progress(last) && ids.add(id)) {
          stream.append(event, payload);
        }
      }
    }

    @Override
    public void silence(String last) {
      synchronized (Feed.this) {
        progress(last);
      }
    }

    private boolean progress(String last) {
      if (call != this) {
        return false;
      }
      cursor = last;
      attempts.progressed();
      return true;
    }

    /** What was followed up to now does not go on: what comes now has an epoch of its own. */
    @Override
    public void cursorRefused() {
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

    @Override
    public void notFound() {
      if (fail(StreamCode.WORKER_NOT_FOUND)) {
        stream.refuseAll(StreamCode.WORKER_NOT_FOUND, Trouble.message(StreamCode.WORKER_NOT_FOUND));
        hangUp();
      }
    }

    @Override
    public void garbage() {
      if (fail(StreamCode.MALFORMED_FRAME)) {
        stream.tellAll(StreamCode.MALFORMED_FRAME, Trouble.message(StreamCode.MALFORMED_FRAME));
        context.note(key, "upstream_malformed_frame", "the Runtime sent what makes no sense");
        hangUp();
      }
    }

    @Override
    public void over(LineEnd end) {
      if (end.status() == LineEnd.NOT_FOUND) {
        notFound();
        return;
      }
      StreamCode code = open ? StreamCode.UPSTREAM_DISCONNECT : StreamCode.RUNTIME_UNAVAILABLE;
      StreamCode before = trouble();
      if (!fail(code)) {
        return;
      }
      if (before == null) {
        stream.tellAll(code, Trouble.message(code));
      }
      if (isNews(end)) {
        context.note(key, end.code(), end.message());
      }
    }

    /** Returns whether it was the present one that failed. */
    private boolean fail(StreamCode code) {
      synchronized (Feed.this) {
        if (call != this) {
          return false;
        }
        call = null;
        attempts.failed(code);
        return true;
      }
    }
  }

  private synchronized boolean isNews(LineEnd end) {
    return attempts.isNews(end.code());
  }
}
