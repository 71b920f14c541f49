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

/** A text is sent behind another while the outbox is shut. */
@JCStressTest
@Outcome(id = "gone, 1, 0", expect = ACCEPTABLE, desc = "it was refused")
@Outcome(id = "gone, 1, 1", expect = ACCEPTABLE, desc = "it was taken back")
@Outcome(id = "pending, .*", expect = FORBIDDEN, desc = "it stays, and its sender is never told")
@Outcome(expect = FORBIDDEN, desc = "it went out of an outbox that was shut, or counts twice")
@State
public class SendNeverTold {

  private final HeldSocket socket = new HeldSocket();
  private final CompletionStage<Effect> first = socket.send();
  private CompletionStage<Effect> second = first;

  /** A sender. */
  @Actor
  public void sender() {
    second = socket.send();
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
