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
import org.openjdk.jcstress.infra.results.LII_Result;

/** A text comes in while the queue is closed. */
@JCStressTest
@Outcome(id = "ACCEPTED, 0, 0", expect = ACCEPTABLE, desc = "it got in, and was discarded")
@Outcome(id = "CLOSED, 0, 0", expect = ACCEPTABLE, desc = "it was refused")
@Outcome(expect = FORBIDDEN, desc = "a closed queue keeps a text, or hands it over")
@State
public class TextKeptAfterClose {

  private int handled;
  private final HeldLane lane = new HeldLane(16, Overflow.PAUSE, event -> handled++);

  /** A source. */
  @Actor
  public void source(LII_Result result) {
    result.r1 = lane.queue.offer(HeldLane.text(1), HeldLane.BYTES);
  }

  /** Whoever stops the plugin. */
  @Actor
  public void closer() {
    CompletionStage<Void> unused = lane.queue.close(Duration.ZERO);
  }

  /** What is handled later, and the bytes that are kept. */
  @Arbiter
  public void after(LII_Result result) {
    lane.runAll();
    result.r2 = handled;
    result.r3 = (int) lane.queue.report().bytes();
  }
}
