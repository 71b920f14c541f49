// SPDX-License-Identifier: Apache-2.0
package io.sluice.proxy;

import io.sluice.jetty.Utf8;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.websocket.core.CloseStatus;
import org.eclipse.jetty.websocket.core.CoreSession;
import org.eclipse.jetty.websocket.core.Frame;
import org.eclipse.jetty.websocket.core.FrameHandler;
import org.eclipse.jetty.websocket.core.OpCode;
import org.jspecify.annotations.Nullable;

/**
 * The socket of one connection to a Runtime. It reads texts, answers pings, and writes nothing
 * else. Jetty's threads enter with frames, one at a time.
 */
final class UpstreamSocket implements FrameHandler {

  /** An event is at most 64 KiB; its frame adds names and a cursor. */
  static final int MOST_BYTES = 128 << 10;

  private final Dialer.Listener listener;
  private final AtomicBoolean over = new AtomicBoolean();
  private final ByteArrayOutputStream message = new ByteArrayOutputStream();
  private volatile @Nullable CoreSession session;
  private volatile boolean unwanted;

  UpstreamSocket(Dialer.Listener listener) {
    this.listener = listener;
  }

  @Override
  public void onOpen(CoreSession opened, Callback callback) {
    session = opened;
    callback.succeeded();
    if (unwanted) {
      opened.abort();
      return;
    }
    listener.opened();
    opened.demand();
  }

  @Override
  public void onFrame(Frame frame, Callback callback) {
    switch (frame.getOpCode()) {
      // Jetty answers it, and wants no demand for more.
      case OpCode.CLOSE -> callback.succeeded();
      case OpCode.PING -> answer(frame, callback);
      case OpCode.PONG -> goOn(callback);
      default -> {
        take(frame);
        goOn(callback);
      }
    }
  }

  private void goOn(Callback callback) {
    callback.succeeded();
    CoreSession open = session;
    if (open != null) {
      open.demand();
    }
  }

  /** Nothing is read before the pong is written, so that pongs cannot pile up. */
  private void answer(Frame ping, Callback callback) {
    CoreSession open = session;
    if (open != null) {
      Frame pong = new Frame(OpCode.PONG, true, ping.getPayload());
      open.sendFrame(pong, Callback.from(() -> goOn(callback)), false);
    }
  }

  private void take(Frame frame) {
    ByteBuffer payload = frame.getPayload();
    boolean fits = message.size() + payload.remaining() <= MOST_BYTES;
    if (frame.getOpCode() == OpCode.BINARY || !fits) {
      message.reset();
      listener.garbage();
      return;
    }
    byte[] bytes = new byte[payload.remaining()];
    payload.get(bytes);
    if (frame.isFin() && message.size() == 0) {
      deliver(bytes);
      return;
    }
    message.writeBytes(bytes);
    if (frame.isFin()) {
      byte[] text = message.toByteArray();
      message.reset();
      deliver(text);
    }
  }

  private void deliver(byte[] text) {
    String decoded = Utf8.decode(text, 0, text.length);
    if (decoded == null) {
      listener.garbage();
    } else {
      listener.text(decoded);
    }
  }

  @Override
  public void onError(Throwable cause, Callback callback) {
    callback.succeeded();
  }

  @Override
  public void onClosed(CloseStatus status, Callback callback) {
    callback.succeeded();
    tellOver(LineEnd.LOST);
  }

  /** The handshake succeeded, after which the rest is told by frames, or it did not. */
  void handshakeEnded(@Nullable Throwable failure) {
    if (failure != null && session == null) {
      tellOver(LineEnd.of(failure));
    }
  }

  private void tellOver(LineEnd end) {
    if (over.compareAndSet(false, true)) {
      listener.over(end);
    }
  }

  /** Ends the connection: the Runtime loses nothing by it. */
  void close() {
    unwanted = true;
    CoreSession open = session;
    if (open != null) {
      open.abort();
    }
  }
}
