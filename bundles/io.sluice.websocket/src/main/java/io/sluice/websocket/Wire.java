// SPDX-License-Identifier: Apache-2.0
package io.sluice.websocket;

import io.sluice.spi.command.Effect;
import java.nio.ByteBuffer;
import java.util.function.Supplier;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.websocket.core.CoreSession;
import org.eclipse.jetty.websocket.core.Frame;
import org.eclipse.jetty.websocket.core.OpCode;

/** Writes the texts of an outbox to a socket, and counts them. */
final class Wire implements Outbox.Socket {

  private static final Effect BROKEN_OFF =
      Effect.failed("write_failed", "the connection broke off");

  private final Supplier<CoreSession> session;
  private final Traffic traffic;

  Wire(Supplier<CoreSession> session, Traffic traffic) {
    this.session = session;
    this.traffic = traffic;
  }

  @Override
  public void write(ByteBuffer payload, Outbox outbox) {
    int bytes = payload.remaining();
    Runnable written =
        () -> {
          traffic.sent(bytes);
          outbox.written();
        };
    session
        .get()
        .sendFrame(
            new Frame(OpCode.TEXT, true, payload),
            Callback.from(written, failure -> outbox.broken(BROKEN_OFF)),
            false);
  }

  @Override
  public void unsent(int texts) {
    traffic.sendsFailed(texts);
  }
}
