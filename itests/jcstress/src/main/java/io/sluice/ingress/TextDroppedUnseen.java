// SPDX-License-Identifier: Apache-2.0
package io.sluice.ingress;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import io.sluice.api.event.IngressEvent;
import io.sluice.api.event.WebSocketGap;
import io.sluice.spi.ingress.QueueReport;
import io.sluice.spi.plugin.QueueSpec.Overflow;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.IIII_Result;

/** Three texts for a queue that has room for one and drops the oldest, while the lane takes. */
@JCStressTest
@Outcome(id = "3, 0, 3, 0", expect = ACCEPTABLE, desc = "the lane took each in time")
@Outcome(id = "2, 1, 2, 1", expect = ACCEPTABLE, desc = "one was dropped, and told of")
@Outcome(id = "1, 2, 1, 2", expect = ACCEPTABLE, desc = "two were dropped, and told of")
@Outcome(expect = FORBIDDEN, desc = "what was sent is not what was delivered and dropped")
@State
public class TextDroppedUnseen {

  private int texts;
  private int missing;
  private final HeldLane lane = new HeldLane(1, Overflow.DROP_OLDEST, this::handle);

  /** One text waits. */
  public TextDroppedUnseen() {
    lane.queue.offer(HeldLane.text(1), HeldLane.BYTES);
  }

  private void handle(IngressEvent event) {
    if (event instanceof WebSocketGap gap) {
      missing += (int) gap.droppedEvents();
    } else {
      texts++;
    }
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
    lane.queue.offer(HeldLane.text(3), HeldLane.BYTES);
  }

  /** What the handler got, what it was told was dropped, and what the report says of both. */
  @Arbiter
  public void after(IIII_Result result) {
    lane.runAll();
    QueueReport report = lane.queue.report();
    result.r1 = texts;
    result.r2 = missing;
    result.r3 = (int) report.delivered();
    result.r4 = (int) report.dropped();
  }
}
