// SPDX-License-Identifier: Apache-2.0
package io.sluice.ingress;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZ_Result;

/** A call is interrupted while it ends and another begins. */
@JCStressTest
@Outcome(id = "false, false", expect = ACCEPTABLE, desc = "it did not run, and nothing happened")
@Outcome(id = "true, false", expect = ACCEPTABLE, desc = "that very call was interrupted")
@Outcome(expect = FORBIDDEN, desc = "the interrupt hit the call after it")
@State
public class NextCallInterrupted {

  private final CallGuard guard = new CallGuard();

  /** The lane. */
  @Actor
  public void lane(ZZ_Result result) {
    guard.setCaller(Thread.currentThread());
    guard.begin();
    guard.end();
    guard.begin();
    result.r2 = Thread.currentThread().isInterrupted();
    guard.end();
    guard.setCaller(null);
  }

  /** The watchdog, which saw the first call. */
  @Actor
  public void watchdog(ZZ_Result result) {
    result.r1 = guard.interrupt(1);
  }
}
