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
import org.openjdk.jcstress.infra.results.I_Result;

/** Two sources wake a lane that rests. */
@JCStressTest
@Outcome(id = "1", expect = ACCEPTABLE, desc = "one of them handed it over")
@Outcome(id = "2", expect = FORBIDDEN, desc = "two threads would call the handler")
@Outcome(expect = FORBIDDEN, desc = "nobody handed it over")
@State
public class LaneHandedOverTwice {

  private final HeldLane lane = new HeldLane(16, Overflow.PAUSE, event -> {});

  /** A source. */
  @Actor
  public void first() {
    lane.queue.offer(HeldLane.text(1), HeldLane.BYTES);
  }

  /** Another source. */
  @Actor
  public void second() {
    lane.queue.offer(HeldLane.text(2), HeldLane.BYTES);
  }

  /** How often it was handed over. */
  @Arbiter
  public void after(I_Result result) {
    result.r1 = lane.handed();
  }
}
