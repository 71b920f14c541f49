// SPDX-License-Identifier: Apache-2.0
package io.sluice.websocket;

import io.sluice.api.event.EventOrigin;
import io.sluice.spi.command.Effect;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.websocket.core.CloseStatus;
import org.eclipse.jetty.websocket.core.CoreSession;
import org.eclipse.jetty.websocket.core.Frame;
import org.eclipse.jetty.websocket.core.FrameHandler;
import org.eclipse.jetty.websocket.core.OpCode;
import org.jspecify.annotations.Nullable;

/**
 * One socket, from the attempt to open it to its end. Jetty's threads enter with frames, one at a
 * time; a frame is read only after the one before was asked for with {@code demand}. What is to
 * become of the socket is for its {@link Connection} to say, which this posts facts to.
 */
final class Channel implements FrameHandler, TextFlow.Listener, Breach.Judge {

  private static final long BLAMED_PAUSE_NANOS = 10_000_000_000L;

  /** After so many frames, others get the thread: it would be lost to a peer that never pauses. */
  private static final int MOST_FRAMES_IN_A_ROW = 1_000;

  private final long dial;
  private final EventOrigin origin;
  private final Passage passage;
  private final int maxTextBytes;
  private final ChannelContext context;
  private final EventStamps stamps = new EventStamps();
  private final TextFlow flow;
  private final MessageReader messages;
  private final FrameWatch frameWatch = new FrameWatch();
  private final ControlBudget controlBudget;
  private final Liveness liveness;
  private final Outbox outbox;
  private final PongWatch pongWatch = new PongWatch();
  private final Wire wire;

  /** Guarded by this. */
  private boolean goneTold;

  private volatile boolean begun;
  private volatile boolean cut;
  private volatile long lastPongMillis;
  private volatile long lastFrameMillis;

  /** Written before it begins, and then used by the timer's thread alone. */
  private long framesSeen;

  /** Used by the reading thread alone. */
  private int framesInARow;

  Channel(
      long dial, EventOrigin origin, Passage passage, int maxTextBytes, ChannelContext context) {
    this.dial = dial;
    this.origin = origin;
    this.passage = passage;
    this.maxTextBytes = maxTextBytes;
    this.context = context;
    WebSocketLimits limits = context.limits();
    this.wire = new Wire(context.traffic());
    this.flow = new TextFlow(context.port(), context.queue(), context.nanoTime(), this);
    this.messages = new MessageReader(origin, stamps, context, maxTextBytes, flow, this);
    this.controlBudget = new ControlBudget(limits.controlFramesPerSecond());
    this.liveness = new Liveness(context.spec().liveness(), context.random(), wire);
    this.outbox = new Outbox(wire, limits, context.sendRate(), passage);
  }

  EventOrigin origin() {
    return origin;
  }

  ChannelContext context() {
    return context;
  }

  Passage passage() {
    return passage;
  }

  long dial() {
    return dial;
  }

  long nextSerial() {
    return stamps.nextSerial();
  }

  // What Jetty tells. Each callback is completed exactly once, and after each frame either more is
  // demanded, exactly once, or somebody else is to do so.

  @Override
  public void onOpen(CoreSession opened, Callback callback) {
    wire.opened(opened);
    if (remoteAddress() instanceof InetSocketAddress remote) {
      passage.hasLedTo(remote.getAddress());
    }
    callback.succeeded();
    if (cut) {
      opened.abort();
    } else {
      context.post(new Fact.Opened(dial));
    }
  }

  @Override
  public void onFrame(Frame frame, Callback callback) {
    context.traffic().received(frame.getPayloadLength());
    switch (frame.getOpCode()) {
      case OpCode.PING -> onPing(frame, callback);
      case OpCode.CLOSE -> onClose(frame, callback);
      default -> {
        boolean goesOn = take(frame);
        callback.succeeded();
        if (goesOn) {
          readNext();
        }
      }
    }
  }

  /** Takes what is in a frame, and tells whether reading goes on at once. */
  private boolean take(Frame frame) {
    try {
      return frame.getOpCode() == OpCode.PONG ? onPong(frame) : messages.take(frame);
    } catch (RuntimeException | Error e) {
      closeFor(Breach.internal(e));
      return true;
    }
  }

  private void onPing(Frame frame, Callback callback) {
    if (flow.isEnded() || !isControlAdmitted()) {
      callback.succeeded();
      readNext();
      return;
    }
    // The payload is the frame's own buffer: it is let go when the pong is written, and nothing is
    // read before, so that a peer that does not read cannot have pongs pile up. A pong that cannot
    // be written is no fault of the frame.
    Callback done =
        Callback.from(
            () -> {
              pongWatch.end();
              callback.succeeded();
              readOn();
            });
    pongWatch.begin(now());
    session().sendFrame(new Frame(OpCode.PONG, true, frame.getPayload()), done, false);
  }

  private boolean onPong(Frame frame) {
    if (isControlAdmitted() && liveness.pong(frame.getPayload(), now())) {
      lastPongMillis = context.clockMillis().getAsLong();
    }
    return true;
  }

  private boolean isControlAdmitted() {
    boolean admitted = controlBudget.admits(now());
    if (!admitted) {
      closeFor(Breach.CONTROL_FLOOD);
    }
    return admitted;
  }

  /** Jetty answers with a close frame when the callback is done, and wants no demand for more. */
  private void onClose(Frame frame, Callback callback) {
    CloseStatus status = CloseStatus.getCloseStatus(frame);
    String reason = status.getReason();
    context.post(new Fact.PeerCloses(dial, status.getCode(), reason == null ? "" : reason));
    callback.succeeded();
  }

  @Override
  public void onError(Throwable cause, Callback callback) {
    if (wire.open() == null) {
      cut = true;
      passage.giveUp();
      context.post(
          new Fact.DialFailed(dial, FailureRule.ofDial(cause, passage.proxy().isPresent())));
    }
    callback.succeeded();
  }

  @Override
  public void onClosed(CloseStatus status, Callback callback) {
    callback.succeeded();
    tellGone(status);
  }

  private void tellGone(CloseStatus status) {
    if (isFirstEnd()) {
      Failure failure = FailureRule.ofEnd(status);
      Closure closure = FailureRule.closureOf(status, failure);
      context.post(new Fact.Gone(dial, closure, blame(failure, closure)));
    }
  }

  private synchronized boolean isFirstEnd() {
    boolean first = !goneTold;
    goneTold = true;
    return first;
  }

  /** Whoever is not read from for long gives up; the network has no part in that. */
  private Failure blame(Failure failure, @Nullable Closure closure) {
    long pause = flow.pauseWithin(BLAMED_PAUSE_NANOS, now());
    return closure == null && pause > BLAMED_PAUSE_NANOS
        ? Failure.soon(
            "paused_too_long",
            "the peer gave up after reading was paused for " + pause / 1_000_000 + " ms")
        : failure;
  }

  // What the flow of texts leads to.

  @Override
  public void paused() {
    context.traffic().paused();
  }

  @Override
  public void resumed(long pauseNanos) {
    controlBudget.excuse(pauseNanos);
    readOn();
  }

  @Override
  public void pausedTooLong() {
    context.teller().pausedTooLong(origin);
  }

  @Override
  public void refused() {
    closeFor(Breach.QUEUE_FULL);
  }

  @Override
  public void broken(Throwable e) {
    closeFor(Breach.internal(e));
  }

  // What the connection wants.

  /** Begins to read. */
  void begin() {
    framesSeen = context.traffic().framesIn();
    liveness.begin(now(), framesSeen);
    begun = true;
    readOn();
  }

  /** Demands the next frame. On the reading thread, after one. */
  private void readNext() {
    if (++framesInARow < MOST_FRAMES_IN_A_ROW) {
      readOn();
      return;
    }
    framesInARow = 0;
    try {
      session().getWebSocketComponents().getExecutor().execute(this::readOn);
    } catch (RejectedExecutionException e) {
      // The client is being stopped, and closes the socket.
    }
  }

  /** Demands the next frame. On the thread of whoever is to do so. */
  private void readOn() {
    session().demand();
  }

  /** Sends a text. */
  CompletionStage<Effect> send(String text) {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    return utf8.length > maxTextBytes
        ? CompletableFuture.completedStage(
            Effect.rejected("text_too_large", "the text is longer than " + maxTextBytes + " bytes"))
        : outbox.send(ByteBuffer.wrap(utf8), now());
  }

  /** Sends what waits, after it may go out again. */
  void sendOn() {
    outbox.handOver();
  }

  /** Completes when the socket holds no text that it has not written. */
  CompletableFuture<Void> flushed() {
    return outbox.flushed();
  }

  /** The plugin wants it closed. */
  void closeByPlugin(int code, String reason) {
    context.post(new Fact.PluginCloses(dial, code, reason));
  }

  /** Lets nothing out any more, and takes back what waits; and lets no text in. */
  void shut(Effect why) {
    outbox.shut(why);
    flow.end();
  }

  /** Sends a close frame, and reads on for the peer's. */
  void close(int code, String reason) {
    flow.end();
    session().sendFrame(new AwaitedClose(code, reason), Callback.NOOP, false);
  }

  /** Gives up an attempt, or closes the socket at once. */
  void cut() {
    cut = true;
    passage.giveUp();
    CoreSession open = wire.open();
    if (open != null) {
      open.abort();
      tellGone(new CloseStatus(CloseStatus.NO_CLOSE));
    }
  }

  /** Wants the socket closed, and discards what still comes in. */
  @Override
  public void closeFor(Breach breach) {
    flow.end();
    context.post(new Fact.HostCloses(dial, breach.closeCode(), breach.failure()));
  }

  /** Looks after deadlines. On the timer's thread. */
  void look(long now) {
    if (!begun || flow.isEnded()) {
      return;
    }
    flow.look(now);
    long frames = context.traffic().framesIn();
    if (frames != framesSeen) {
      framesSeen = frames;
      lastFrameMillis = context.clockMillis().getAsLong();
    }
    long frameNanos = context.limits().assemblyTimeout().toNanos();
    if (messages.isOverdue(now) || frameWatch.isOverdue(now, frames, wire.bytesIn(), frameNanos)) {
      closeFor(Breach.TOO_SLOW);
      return;
    }
    Failure dead = liveness.look(now, frames, !flow.isPaused());
    long sendNanos = context.limits().sendTimeout().toNanos();
    boolean stuck = outbox.expire(now) || pongWatch.isOverdue(now, sendNanos);
    if (dead == null && stuck) {
      dead = Failure.soon("send_timeout", "the peer does not take what is sent to it");
    }
    if (dead != null) {
      context.post(new Fact.PeerLost(dial, dead));
    }
  }

  // What others ask.

  CoreSession session() {
    return wire.session();
  }

  private long now() {
    return context.nanoTime().getAsLong();
  }

  int sendsWaiting() {
    return outbox.waiting();
  }

  @Nullable String subprotocol() {
    return wire.subprotocol();
  }

  @Nullable SocketAddress remoteAddress() {
    return wire.remoteAddress();
  }

  /** When the last frame came in, as the timer saw it; 0 if none did. */
  long lastFrameMillis() {
    return lastFrameMillis;
  }

  /** When the last pong came in; 0 if none did. */
  long lastPongMillis() {
    return lastPongMillis;
  }

  long roundTripNanos() {
    return liveness.roundTripNanos();
  }
}
