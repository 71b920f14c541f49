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
import org.openjdk.jcstress.infra.results.II_Result;

/** A text comes in while the lane goes to rest. */
@JCStressTest
@Outcome(id = "2, 0", expect = ACCEPTABLE, desc = "the lane took both")
@Outcome(id = "1, 1", expect = ACCEPTABLE, desc = "the lane was woken for the second")
@Outcome(id = "2, 1", expect = ACCEPTABLE, desc = "the lane took both, and will find nothing")
@Outcome(id = "1, 0", expect = FORBIDDEN, desc = "the second text waits, and nobody comes")
@Outcome(expect = FORBIDDEN, desc = "something else broke")
@State
public class WakeUpLost {

  private int handled;
  private final HeldLane lane = new HeldLane(16, Overflow.PAUSE, event -> handled++);

  /** One text waits. */
  public WakeUpLost() {
    lane.queue.offer(HeldLane.text(1), HeldLane.BYTES);
  }

  /** A thread of the pool. */
  @Actor
  public void pool() {
    lane.run();
  }

  /** A source. */
  @Actor
  public void source() {
    lane.queue.offer(HeldLane.text(2), HeldLane.BYTES);
  }

  /** Handled, and handed over again. */
  @Arbiter
  public void after(II_Result result) {
    result.r1 = handled;
    result.r2 = lane.handed();
  }
}
