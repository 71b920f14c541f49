// SPDX-License-Identifier: Apache-2.0
package io.sluice.websocket;

import io.sluice.api.event.EventOrigin;
import io.sluice.api.event.WebSocketText;
import io.sluice.spi.command.Effect;
import io.sluice.spi.plugin.SourceSpec.Binary;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.websocket.core.CloseStatus;
import org.eclipse.jetty.websocket.core.CoreSession;
import org.eclipse.jetty.websocket.core.Frame;
import org.eclipse.jetty.websocket.core.FrameHandler;
import org.eclipse.jetty.websocket.core.OpCode;
import org.eclipse.jetty.websocket.core.WebSocketCoreSession;
import org.jspecify.annotations.Nullable;

/**
 * One socket, from the attempt to open it to its end. Jetty's threads enter with frames, one at a
 * time; a frame is read only after the one before was asked for with {@code demand}. What is to
 * become of the socket is for its {@link Connection} to say, which this posts facts to.
 */
final class Channel implements FrameHandler {

  private static final int UNSUPPORTED_DATA = 1003;
  private static final int INVALID_PAYLOAD = 1007;
  private static final int POLICY_VIOLATION = 1008;
  private static final int MESSAGE_TOO_LARGE = 1009;
  private static final int TRY_AGAIN_LATER = 1013;
  private static final long BLAMED_PAUSE_NANOS = 10_000_000_000L;

  private final long dial;
  private final EventOrigin origin;
  private final int maxTextBytes;
  private final ChannelContext context;
  private final EventStamps stamps = new EventStamps();
  private final TextFlow flow;
  private final Assembly assembly;
  private final ControlBudget controlBudget;
  private final Liveness liveness;
  private final Outbox outbox;
  private final AtomicBoolean goneTold = new AtomicBoolean();

  private volatile @Nullable CoreSession session;
  private volatile boolean cut;
  private volatile boolean discarding;
  private volatile long lastPongMillis;
  private volatile long lastFrameMillis;
  private long framesSeen;

  /** Used by the reading thread alone. */
  private boolean skippingBinary;

  private boolean binaryTold;

  Channel(long dial, EventOrigin origin, int maxTextBytes, ChannelContext context) {
    this.dial = dial;
    this.origin = origin;
    this.maxTextBytes = maxTextBytes;
    this.context = context;
    WebSocketLimits limits = context.limits();
    this.flow =
        new TextFlow(
            context.port(),
            context.queue().overflow(),
            context.queue().maxPauseMillis() * 1_000_000,
            context.nanoTime(),
            new FlowListener());
    this.assembly =
        new Assembly(maxTextBytes, limits.fragments(), limits.assemblyTimeout().toNanos());
    this.controlBudget = new ControlBudget(limits.controlFramesPerSecond());
    this.liveness = new Liveness(context.source().liveness(), context.random(), this::ping);
    this.outbox = new Outbox(this::write, limits, context.sendRate());
  }

  EventOrigin origin() {
    return origin;
  }

  long dial() {
    return dial;
  }

  long nextSerial() {
    return stamps.nextSerial();
  }

  // What Jetty tells.

  @Override
  public void onOpen(CoreSession opened, Callback callback) {
    session = opened;
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
      case OpCode.TEXT, OpCode.BINARY, OpCode.CONTINUATION -> onData(frame, callback);
      case OpCode.PING -> onPing(frame, callback);
      case OpCode.PONG -> onPong(frame, callback);
      default -> onClose(frame, callback);
    }
  }

  private void onData(Frame frame, Callback callback) {
    if (discarding) {
      callback.succeeded();
      readOn();
    } else if (frame.getOpCode() == OpCode.BINARY || skippingBinary) {
      onBinary(frame, callback);
    } else if (frame.getOpCode() == OpCode.TEXT && frame.isFin()) {
      ByteBuffer payload = frame.getPayload();
      int bytes = payload.remaining();
      String text = Utf8.decode(payload);
      callback.succeeded();
      deliver(text, bytes);
    } else {
      onFragment(frame, callback);
    }
  }

  private void onFragment(Frame frame, Callback callback) {
    Assembly.Broken broken = assembly.add(frame.getPayload(), now());
    callback.succeeded();
    if (broken == null && frame.isFin()) {
      int bytes = assembly.length();
      deliver(assembly.take(), bytes);
      return;
    }
    if (broken != null) {
      breakOff(broken);
    }
    readOn();
  }

  private void deliver(@Nullable String text, int bytes) {
    if (text == null) {
      closeFor(INVALID_PAYLOAD, Failure.late("invalid_utf8", "a text is not UTF-8"));
      readOn();
    } else {
      flow.take(
          new WebSocketText(origin, context.clockMillis().getAsLong(), nextSerial(), text), bytes);
    }
  }

  private void breakOff(Assembly.Broken broken) {
    switch (broken) {
      case TOO_LARGE ->
          closeFor(
              MESSAGE_TOO_LARGE,
              Failure.late("message_too_large", "a text is longer than " + maxTextBytes));
      case TOO_MANY_FRAGMENTS ->
          closeFor(
              POLICY_VIOLATION,
              Failure.late("too_many_fragments", "a text comes in too many fragments"));
      case TOO_SLOW ->
          closeFor(
              POLICY_VIOLATION,
              Failure.late("message_too_slow", "a text takes too long to arrive"));
    }
  }

  private void onBinary(Frame frame, Callback callback) {
    boolean begins = !skippingBinary;
    skippingBinary = !frame.isFin();
    callback.succeeded();
    if (begins) {
      context.traffic().skippedBinary();
      if (context.source().binary() == Binary.CLOSE) {
        closeFor(
            UNSUPPORTED_DATA, Failure.late("unsupported_frame", "the peer sent a binary message"));
      } else if (!binaryTold) {
        binaryTold = true;
        context.teller().skipsBinary(origin);
      }
    }
    readOn();
  }

  private void onPing(Frame frame, Callback callback) {
    if (!isControlAdmitted() || discarding) {
      callback.succeeded();
      readOn();
      return;
    }
    // The payload is the frame's own buffer: it is let go when the pong is written.
    Frame pong = new Frame(OpCode.PONG, true, frame.getPayload());
    session().sendFrame(pong, Callback.from(callback, this::readOn), false);
  }

  private void onPong(Frame frame, Callback callback) {
    if (isControlAdmitted() && liveness.pong(frame.getPayload(), now())) {
      lastPongMillis = context.clockMillis().getAsLong();
    }
    callback.succeeded();
    readOn();
  }

  private boolean isControlAdmitted() {
    long now = now();
    if (!controlBudget.admits(now)) {
      closeFor(
          POLICY_VIOLATION,
          Failure.late("control_flood", "the peer sends too many pings or pongs"));
      return false;
    }
    if (assembly.isOverdue(now)) {
      breakOff(Assembly.Broken.TOO_SLOW);
      return false;
    }
    return true;
  }

  /** Jetty answers with a close frame when the callback is done. */
  private void onClose(Frame frame, Callback callback) {
    CloseStatus status = CloseStatus.getCloseStatus(frame);
    String reason = status.getReason();
    context.post(new Fact.PeerCloses(dial, status.getCode(), reason == null ? "" : reason));
    callback.succeeded();
  }

  @Override
  public void onError(Throwable cause, Callback callback) {
    callback.succeeded();
    if (session == null) {
      context.post(new Fact.DialFailed(dial, FailureRule.ofDial(cause)));
    }
  }

  @Override
  public void onClosed(CloseStatus status, Callback callback) {
    callback.succeeded();
    tellGone(status);
  }

  private void tellGone(CloseStatus status) {
    if (goneTold.compareAndSet(false, true)) {
      Failure failure = FailureRule.ofEnd(status);
      Closure closure = FailureRule.closureOf(status, failure);
      context.post(new Fact.Gone(dial, closure, blame(failure, closure)));
    }
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

  // What the connection wants.

  /** Begins to read. */
  void begin() {
    liveness.begin(now());
    readOn();
  }

  private void readOn() {
    session().demand();
  }

  /** Sends a text. */
  CompletionStage<Effect> send(ByteBuffer payload) {
    return outbox.send(payload, now());
  }

  private void write(ByteBuffer payload) {
    int bytes = payload.remaining();
    session()
        .sendFrame(
            new Frame(OpCode.TEXT, true, payload),
            new Callback() {
              @Override
              public void succeeded() {
                context.traffic().sent(bytes);
                outbox.written();
              }

              @Override
              public void failed(Throwable cause) {
                context.traffic().sendFailed();
                outbox.broken(Effect.failed("write_failed", "the connection broke off"));
              }
            },
            false);
  }

  private void ping() {
    session().sendFrame(new Frame(OpCode.PING, true, liveness.payload()), Callback.NOOP, false);
  }

  /** Lets nothing out any more, and takes back what waits. */
  void shut(Effect why) {
    outbox.shut(why);
  }

  /** Sends a close frame, and reads on for the peer's. */
  void close(int code, String reason) {
    discarding = true;
    session().sendFrame(new AwaitedClose(code, reason), Callback.NOOP, false);
    flow.giveUp();
  }

  /** Gives up an attempt, or closes the socket at once. */
  void cut() {
    cut = true;
    CoreSession open = session;
    if (open != null) {
      open.abort();
      tellGone(new CloseStatus(CloseStatus.NO_CLOSE));
    }
  }

  /** Wants the socket closed, and discards what still comes in. */
  private void closeFor(int code, Failure failure) {
    discarding = true;
    assembly.clear();
    context.post(new Fact.HostCloses(dial, code, failure));
  }

  /** Looks after deadlines. On the timer's thread. */
  void look(long now) {
    if (discarding) {
      return;
    }
    flow.look(now);
    long frames = context.traffic().framesIn();
    if (frames != framesSeen) {
      framesSeen = frames;
      lastFrameMillis = context.clockMillis().getAsLong();
    }
    Failure dead = liveness.look(now, frames, !flow.isPaused());
    if (dead != null) {
      context.post(new Fact.PeerLost(dial, dead));
    } else if (outbox.expire(now)) {
      context.post(
          new Fact.PeerLost(
              dial, Failure.soon("send_timeout", "the peer does not take what is sent to it")));
    }
  }

  // What others ask.

  private CoreSession session() {
    CoreSession open = session;
    if (open == null) {
      throw new IllegalStateException("the socket is not open");
    }
    return open;
  }

  private long now() {
    return context.nanoTime().getAsLong();
  }

  int maxTextBytes() {
    return maxTextBytes;
  }

  int sendsWaiting() {
    return outbox.waiting();
  }

  @Nullable String subprotocol() {
    CoreSession open = session;
    return open == null ? null : open.getNegotiatedSubProtocol();
  }

  @Nullable SocketAddress remoteAddress() {
    return session instanceof WebSocketCoreSession open ? open.getRemoteAddress() : null;
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

  /** What the flow of texts leads to. */
  private final class FlowListener implements TextFlow.Listener {

    @Override
    public void readOn() {
      Channel.this.readOn();
    }

    @Override
    public void paused() {
      context.traffic().paused();
      if (discarding) {
        flow.giveUp();
      }
    }

    @Override
    public void pausedTooLong() {
      context.teller().pausedTooLong(origin);
    }

    @Override
    public void refused() {
      closeFor(TRY_AGAIN_LATER, Failure.soon("queue_full", "the plugin's queue is full"));
      Channel.this.readOn();
    }
  }
}
