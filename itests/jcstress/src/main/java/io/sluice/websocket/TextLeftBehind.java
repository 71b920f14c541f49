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
import org.openjdk.jcstress.infra.results.LI_Result;

/** A text is sent while the socket has written the one before. */
@JCStressTest
@Outcome(id = "ok, 2", expect = ACCEPTABLE, desc = "the socket has got it")
@Outcome(id = "ok, 1", expect = FORBIDDEN, desc = "it waits for a socket that is idle")
@Outcome(expect = FORBIDDEN, desc = "something else broke")
@State
public class TextLeftBehind {

  private final HeldSocket socket = new HeldSocket();
  private final CompletionStage<Effect> first = socket.send();

  /** The socket's thread. */
  @Actor
  public void socket() {
    socket.outbox.written();
  }

  /** A sender. */
  @Actor
  public void sender() {
    CompletionStage<Effect> unused = socket.send();
  }

  /** What the first sender was told, and what the socket got. */
  @Arbiter
  public void after(LI_Result result) {
    result.r1 = HeldSocket.told(first);
    result.r2 = socket.handed();
  }
}
