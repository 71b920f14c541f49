// SPDX-License-Identifier: Apache-2.0
package io.sluice.websocket;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.I_Result;

/** Two threads bring a task each. Both use what needs no lock, since one runs at a time. */
@JCStressTest
@Outcome(id = "2", expect = ACCEPTABLE, desc = "one after the other")
@Outcome(expect = FORBIDDEN, desc = "a task did not see what the one before had done")
@State
public class TwoTasksAtOnce {

  private final OneByOne tasks = new OneByOne();
  private int done;

  private void task() {
    done++;
  }

  private void bring() {
    tasks.run(this::task, Runnable::run);
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

  /** How many were run, as far as they know. */
  @Arbiter
  public void after(I_Result result) {
    result.r1 = done;
  }
}
