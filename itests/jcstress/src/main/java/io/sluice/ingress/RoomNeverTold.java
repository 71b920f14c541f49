// SPDX-License-Identifier: Apache-2.0
package io.sluice.ingress;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import io.sluice.spi.plugin.QueueSpec.Overflow;
import java.util.concurrent.CompletionStage;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.Z_Result;

/** A source waits for room in a full queue while the lane empties it. */
@JCStressTest
@Outcome(id = "true", expect = ACCEPTABLE, desc = "it was told")
@Outcome(expect = FORBIDDEN, desc = "there is room, and the source waits for ever")
@State
public class RoomNeverTold {

  private final HeldLane lane = new HeldLane(1, Overflow.PAUSE, event -> {});
  private volatile boolean told;

  /** The queue is full. */
  public RoomNeverTold() {
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
    CompletionStage<Void> unused = lane.queue.room(HeldLane.BYTES).thenRun(() -> told = true);
  }

  /** Whether it was told. */
  @Arbiter
  public void after(Z_Result result) {
    lane.runAll();
    result.r1 = told;
  }
}
