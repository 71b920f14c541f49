// SPDX-License-Identifier: Apache-2.0
package io.sluice.ingress;

import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import io.sluice.spi.plugin.QueueSpec.Overflow;
import java.util.concurrent.CompletableFuture;
import org.junit.After;
import org.junit.Test;

public final class QuietWaitersTest {

  private final LaneBench bench = new LaneBench();
  private final QuietWaiters waiters = new QuietWaiters();
  private final EventQueue one = bench.queue(1, 1, Overflow.PAUSE);
  private final EventQueue two = bench.queue(1, 1, Overflow.PAUSE);

  @After
  public void close() {
    bench.close();
  }

  @Test
  public void theEndOfAnotherQueuesCallIsNotWhatOneWaitsFor() {
    CompletableFuture<Void> quiet = waiters.add(one);

    waiters.callEnded(two);
    assertFalse(quiet.isDone());

    waiters.callEnded(one);
    assertTrue(quiet.isDone());
  }

  @Test
  public void whoWaitsForTheLaneWaitsForACallOfAnyQueue() {
    CompletableFuture<Void> quiet = waiters.add(null);

    waiters.callEnded(two);

    assertTrue(quiet.isDone());
  }

  @Test
  public void allWhoWaitAreTold() {
    CompletableFuture<Void> first = waiters.add(one);
    CompletableFuture<Void> second = waiters.add(one);

    waiters.callEnded(one);

    assertTrue(first.isDone());
    assertTrue(second.isDone());
  }
}
