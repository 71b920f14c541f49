// SPDX-License-Identifier: Apache-2.0
package io.sluice.websocket;

import io.sluice.spi.command.Effect;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.websocket.core.CoreSession;
import org.eclipse.jetty.websocket.core.Frame;
import org.eclipse.jetty.websocket.core.OpCode;
import org.eclipse.jetty.websocket.core.WebSocketCoreSession;
import org.jspecify.annotations.Nullable;

/** The socket that Jetty opens for a channel: writes to it, counts the texts, and knows of it. */
final class Wire implements Outbox.Socket, Liveness.Pings {

  private static final Effect BROKEN_OFF =
      Effect.failed("write_failed", "the connection broke off");

  private final Traffic traffic;
  private volatile @Nullable CoreSession session;

  Wire(Traffic traffic) {
    this.traffic = traffic;
  }

  void opened(CoreSession opened) {
    session = opened;
  }

  /** The socket; null before it is open. */
  @Nullable CoreSession open() {
    return session;
  }

  /** The socket, for those who know that it was opened. */
  CoreSession session() {
    CoreSession open = session;
    if (open == null) {
      throw new IllegalStateException("the socket is not open");
    }
    return open;
  }

  @Override
  public void write(ByteBuffer payload, Outbox outbox) {
    int bytes = payload.remaining();
    Runnable written =
        () -> {
          traffic.sent(bytes);
          outbox.written();
        };
    session()
        .sendFrame(
            new Frame(OpCode.TEXT, true, payload),
            Callback.from(written, failure -> outbox.broken(BROKEN_OFF)),
            false);
  }

  @Override
  public void unsent(int texts) {
    traffic.sendsFailed(texts);
  }

  @Override
  public void ping(ByteBuffer payload) {
    session().sendFrame(new Frame(OpCode.PING, true, payload), Callback.NOOP, false);
  }

  @Nullable String subprotocol() {
    CoreSession open = session;
    return open == null ? null : open.getNegotiatedSubProtocol();
  }

  @Nullable SocketAddress remoteAddress() {
    return session instanceof WebSocketCoreSession open ? open.getRemoteAddress() : null;
  }

  long bytesIn() {
    return session instanceof WebSocketCoreSession open ? open.getConnection().getBytesIn() : 0;
  }
}
