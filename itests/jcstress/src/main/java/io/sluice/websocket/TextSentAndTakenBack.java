// SPDX-License-Identifier: Apache-2.0
package io.sluice.websocket;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import io.sluice.spi.command.Effect;
import java.util.concurrent.CompletionStage;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LII_Result;

/** The socket is ready for the text that waits while the outbox is shut. */
@JCStressTest
@Outcome(id = "ok, 2, 0", expect = ACCEPTABLE, desc = "it was sent")
@Outcome(id = "gone, 1, 1", expect = ACCEPTABLE, desc = "it was taken back")
@Outcome(expect = FORBIDDEN, desc = "it was both, or neither, or its sender was told otherwise")
@State
public class TextSentAndTakenBack {

  private final HeldSocket socket = new HeldSocket();
  private final CompletionStage<Effect> second;

  /** The socket has got one text, and another waits. */
  public TextSentAndTakenBack() {
    CompletionStage<Effect> unused = socket.send();
    second = socket.send();
  }

  /** The socket's thread. */
  @Actor
  public void socket() {
    socket.outbox.written();
  }

  /** Whoever closes the connection. */
  @Actor
  public void closer() {
    socket.outbox.shut(HeldSocket.GONE);
  }

  /** What its sender was told, what the socket got, and what was taken back. */
  @Arbiter
  public void after(LII_Result result) {
    socket.tell(second, result);
  }
}
