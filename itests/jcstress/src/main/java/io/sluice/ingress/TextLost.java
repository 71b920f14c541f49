// SPDX-License-Identifier: Apache-2.0
package io.sluice.ingress;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import io.sluice.spi.plugin.QueueSpec.Overflow;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.L_Result;

/** Texts come in while the lane takes others. */
@JCStressTest
@Outcome(id = "1234", expect = ACCEPTABLE, desc = "each once, in their order")
@Outcome(expect = FORBIDDEN, desc = "a text is lost, twice, or in the wrong place")
@State
public class TextLost {

  private String handled = "";
  private final HeldLane lane =
      new HeldLane(16, Overflow.PAUSE, event -> handled += event.serial());

  /** Two texts wait. */
  public TextLost() {
    lane.queue.offer(HeldLane.text(1), HeldLane.BYTES);
    lane.queue.offer(HeldLane.text(2), HeldLane.BYTES);
  }

  /** A thread of the pool. */
  @Actor
  public void pool() {
    lane.run();
  }

  /** A source. */
  @Actor
  public void source() {
    lane.queue.offer(HeldLane.text(3), HeldLane.BYTES);
    lane.queue.offer(HeldLane.text(4), HeldLane.BYTES);
  }

  /** The numbers of what was handled. */
  @Arbiter
  public void after(L_Result result) {
    lane.runAll();
    result.r1 = handled;
  }
}
