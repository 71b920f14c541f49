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
import org.openjdk.jcstress.infra.results.II_Result;

/** Two senders find the socket idle. */
@JCStressTest
@Outcome(id = "1, 2", expect = ACCEPTABLE, desc = "the socket got the second after the first")
@Outcome(id = "2, .", expect = FORBIDDEN, desc = "the socket got both at once")
@Outcome(expect = FORBIDDEN, desc = "a text is lost")
@State
public class TwoTextsInFlight {

  private final HeldSocket socket = new HeldSocket();

  /** A sender. */
  @Actor
  public void first() {
    CompletionStage<Effect> unused = socket.send();
  }

  /** Another sender. */
  @Actor
  public void second() {
    CompletionStage<Effect> unused = socket.send();
  }

  /** What the socket got before it had written anything, and then. */
  @Arbiter
  public void after(II_Result result) {
    result.r1 = socket.handed();
    socket.outbox.written();
    result.r2 = socket.handed();
  }
}
