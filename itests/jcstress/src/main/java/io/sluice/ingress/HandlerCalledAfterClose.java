// SPDX-License-Identifier: Apache-2.0
package io.sluice.ingress;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import io.sluice.spi.plugin.QueueSpec.Overflow;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.IZZ_Result;

/** A queue is closed while the lane is about to call the handler. */
@JCStressTest
@Outcome(id = "0, false, true", expect = ACCEPTABLE, desc = "the close was first")
@Outcome(id = "1, false, true", expect = ACCEPTABLE, desc = "the close waited for the call")
@Outcome(id = "., true, .*", expect = FORBIDDEN, desc = "a call ran when the close had ended")
@Outcome(id = "., .*, false", expect = FORBIDDEN, desc = "the close never ended")
@State
public class HandlerCalledAfterClose {

  private int handled;
  private boolean late;
  private volatile boolean told;
  private final HeldLane lane =
      new HeldLane(
          16,
          Overflow.PAUSE,
          event -> {
            handled++;
            late |= told;
          });

  /** One text waits. */
  public HandlerCalledAfterClose() {
    lane.queue.offer(HeldLane.text(1), HeldLane.BYTES);
  }

  /** A thread of the pool. */
  @Actor
  public void pool() {
    lane.run();
  }

  /** Whoever stops the plugin. */
  @Actor
  public void closer() {
    CompletionStage<Void> unused = lane.queue.close(Duration.ZERO).thenRun(() -> told = true);
  }

  /** The calls, whether one was too late, and whether the close ended. */
  @Arbiter
  public void after(IZZ_Result result) {
    lane.runAll();
    result.r1 = handled;
    result.r2 = late;
    result.r3 = told;
  }
}
