// SPDX-License-Identifier: Apache-2.0
package io.sluice.websocket;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import java.util.concurrent.atomic.AtomicInteger;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.I_Result;

/** A task comes in while another thread is through with its own. */
@JCStressTest
@Outcome(id = "2", expect = ACCEPTABLE, desc = "each was run")
@Outcome(id = "1", expect = FORBIDDEN, desc = "a task waits, and nobody comes")
@Outcome(expect = FORBIDDEN, desc = "a task was run twice, or none was")
@State
public class TaskLost {

  private final OneByOne tasks = new OneByOne();
  private final AtomicInteger done = new AtomicInteger();

  private void bring() {
    tasks.run(done::incrementAndGet, Runnable::run);
  }

  /** Brings a task. */
  @Actor
  public void first() {
    bring();
  }

  /** Brings another. */
  @Actor
  public void second() {
    bring();
  }

  /** How many were run. */
  @Arbiter
  public void after(I_Result result) {
    result.r1 = done.get();
  }
}
