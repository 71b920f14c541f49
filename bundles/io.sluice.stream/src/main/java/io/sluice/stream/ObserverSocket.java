// SPDX-License-Identifier: Apache-2.0
package io.sluice.stream;

import io.sluice.stream.Entrance.Admitted;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.websocket.core.CloseStatus;
import org.eclipse.jetty.websocket.core.CoreSession;
import org.eclipse.jetty.websocket.core.Frame;
import org.eclipse.jetty.websocket.core.FrameHandler;
import org.eclipse.jetty.websocket.core.OpCode;
import org.jspecify.annotations.Nullable;

/**
 * The socket of one client. It writes what the follower gives it, and takes nothing but control
 * frames: the first message ends it. Jetty's threads enter with frames, one at a time.
 */
final class ObserverSocket implements FrameHandler, FollowerSink {

  private static final int CONTROLS_PER_SECOND = 20;
  private static final long SECOND_NANOS = 1_000_000_000L;
  private static final long CLOSE_NANOS = Duration.ofSeconds(3).toNanos();
  private static final long PING_NANOS = Duration.ofSeconds(15).toNanos();

  /** Three pings without an answer, or any other sign of life. */
  private static final long DEAF_NANOS = 3 * PING_NANOS;

  private final Admitted admitted;
  private final Sockets sockets;
  private final Refusals refusals;
  private final LongSupplier nanoTime;
  private final AtomicBoolean endTold = new AtomicBoolean();

  private volatile @Nullable CoreSession session;
  private volatile @Nullable Follower follower;
  private volatile long heardAt;
  private volatile long closingSince;
  private volatile boolean closing;

  /** Used by the timer's thread alone. */
  private long pingedAt;

  /** Used by the reading thread alone. */
  private long controlsSince;

  private int controls;

  ObserverSocket(Admitted admitted, Sockets sockets, Refusals refusals, LongSupplier nanoTime) {
    this.admitted = admitted;
    this.sockets = sockets;
    this.refusals = refusals;
    this.nanoTime = nanoTime;
  }

  /** Those that are open. */
  interface Sockets {

    void opened(ObserverSocket socket);

    void closed(ObserverSocket socket);
  }

  @Override
  public void onOpen(CoreSession opened, Callback callback) {
    session = opened;
    heardAt = now();
    pingedAt = heardAt;
    callback.succeeded();
    sockets.opened(this);
    follower = admitted.begin(this);
    opened.demand();
  }

  @Override
  public void onFrame(Frame frame, Callback callback) {
    heardAt = now();
    switch (frame.getOpCode()) {
      case OpCode.CLOSE -> {
        // Jetty answers it, and wants no demand for more.
        stopFollowing();
        callback.succeeded();
      }
      case OpCode.PING -> answer(frame, callback);
      case OpCode.PONG -> {
        isControlAdmitted();
        callback.succeeded();
        session().demand();
      }
      default -> {
        refuseMessage();
        callback.succeeded();
        session().demand();
      }
    }
  }

  /** Nothing is read before the pong is written, so that pongs cannot pile up. */
  private void answer(Frame ping, Callback callback) {
    if (closing || !isControlAdmitted()) {
      callback.succeeded();
      session().demand();
      return;
    }
    Callback done =
        Callback.from(
            () -> {
              callback.succeeded();
              session().demand();
            });
    session().sendFrame(new Frame(OpCode.PONG, true, ping.getPayload()), done, false);
  }

  private boolean isControlAdmitted() {
    long now = now();
    if (now - controlsSince > SECOND_NANOS) {
      controlsSince = now;
      controls = 0;
    }
    if (++controls <= CONTROLS_PER_SECOND) {
      return true;
    }
    Follower current = follower;
    if (current != null) {
      current.close(Refusals.FLOODED, "too many control frames");
    }
    return false;
  }

  private void refuseMessage() {
    Follower current = follower;
    if (current != null) {
      current.refuse(
          StreamCode.OBSERVATION_ONLY,
          "nothing can be sent here: this endpoint is for observation");
    }
  }

  @Override
  public void onError(Throwable cause, Callback callback) {
    callback.succeeded();
  }

  @Override
  public void onClosed(CloseStatus status, Callback callback) {
    callback.succeeded();
    stopFollowing();
    tellEnd();
  }

  private void stopFollowing() {
    Follower current = follower;
    if (current != null) {
      current.gone();
    }
  }

  private void tellEnd() {
    if (endTold.compareAndSet(false, true)) {
      sockets.closed(this);
      admitted.ended();
    }
  }

  @Override
  public void write(List<ByteBuffer> frames, Follower writer) {
    CoreSession open = session();
    int last = frames.size() - 1;
    for (int i = 0; i < last; i++) {
      open.sendFrame(text(frames.get(i)), Callback.NOOP, true);
    }
    open.sendFrame(text(frames.get(last)), new Written(writer, open), false);
  }

  private static Frame text(ByteBuffer payload) {
    return new Frame(OpCode.TEXT, true, payload);
  }

  /** What became of a write. One that failed leaves nothing to be sent to. */
  private record Written(Follower writer, CoreSession session) implements Callback {

    @Override
    public void succeeded() {
      writer.written();
    }

    @Override
    public void failed(Throwable cause) {
      writer.gone();
      session.abort();
    }

    @Override
    public InvocationType getInvocationType() {
      return InvocationType.NON_BLOCKING;
    }
  }

  @Override
  public void end(@Nullable ByteBuffer last, int closeCode, String reason) {
    refusals.stream(closeCode);
    closingSince = now();
    closing = true;
    CoreSession open = session();
    Frame close = new AwaitedClose(closeCode, reason);
    if (last == null) {
      open.sendFrame(close, Callback.NOOP, false);
    } else {
      open.sendFrame(
          text(last), Callback.from(() -> open.sendFrame(close, Callback.NOOP, false)), false);
    }
  }

  /** Looks after deadlines. On the timer's thread. */
  void look(long now) {
    boolean overdue = closing && now - closingSince > CLOSE_NANOS;
    if (overdue || now - heardAt > DEAF_NANOS) {
      cut();
    } else if (!closing && now - pingedAt >= PING_NANOS) {
      pingedAt = now;
      session().sendFrame(new Frame(OpCode.PING), Callback.NOOP, false);
    }
  }

  /** Closes the socket at once. */
  void cut() {
    CoreSession open = session;
    if (open != null) {
      open.abort();
    }
    stopFollowing();
    tellEnd();
  }

  private CoreSession session() {
    CoreSession open = session;
    if (open == null) {
      throw new IllegalStateException("the socket is not open");
    }
    return open;
  }

  private long now() {
    return nanoTime.getAsLong();
  }

  /** Says that it ends the stream in an orderly way, and waits. */
  void leave(int closeCode, String reason) {
    Follower current = follower;
    if (current == null) {
      cut();
    } else {
      current.close(closeCode, reason);
    }
  }
}
