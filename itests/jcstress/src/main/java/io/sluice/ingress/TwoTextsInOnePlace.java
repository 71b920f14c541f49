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
import org.openjdk.jcstress.infra.results.LLI_Result;

/** Two sources offer a text each to a queue that has room for one. */
@JCStressTest
@Outcome(id = "ACCEPTED, FULL, 1", expect = ACCEPTABLE, desc = "the first source was first")
@Outcome(id = "FULL, ACCEPTED, 1", expect = ACCEPTABLE, desc = "the second source was first")
@Outcome(expect = FORBIDDEN, desc = "both got in, or none")
@State
public class TwoTextsInOnePlace {

  private int handled;
  private final HeldLane lane = new HeldLane(1, Overflow.PAUSE, event -> handled++);

  /** A source. */
  @Actor
  public void first(LLI_Result result) {
    result.r1 = lane.queue.offer(HeldLane.text(1), HeldLane.BYTES);
  }

  /** Another source. */
  @Actor
  public void second(LLI_Result result) {
    result.r2 = lane.queue.offer(HeldLane.text(2), HeldLane.BYTES);
  }

  /** How many are handled. */
  @Arbiter
  public void after(LLI_Result result) {
    lane.runAll();
    result.r3 = handled;
  }
}
