// SPDX-License-Identifier: Apache-2.0
package io.sluice.plugins;

import static io.sluice.plugins.TestPlugin.BUNDLE;
import static io.sluice.plugins.TestPlugin.id;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertNull;
import static org.junit.Assert.assertSame;

import io.sluice.spi.authority.Standing;
import io.sluice.spi.ingress.LaneFailure;
import io.sluice.spi.roster.PluginReport.ServiceState;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.junit.Test;

/** What becomes of a plugin's run and of the state of its service. */
public class PluginEntryTest {

  private static final Instant INSTALLED = Instant.EPOCH;
  private static final Instant LATER = INSTALLED.plusSeconds(1);
  private static final LaneFailure FAILURE = new LaneFailure("handler_failed", "it failed");
  private static final TestAuthority GRANTED = TestAuthority.granting(id("1.0.0"), "feed");

  private final TestRegistry registry = new TestRegistry();
  private final PluginLife life = life();
  private final PluginEntry installed =
      PluginEntry.of(
          TestPlugin.bundle("feed"),
          HandlerOffers.NONE.with(HandlerOffer.of(registry.handler("feed"))),
          GRANTED,
          INSTALLED);
  private final PluginEntry active = installed.moved("ACTIVE", life, INSTALLED);

  private PluginLife life() {
    return new PluginLife(
        new LifeServices(
            registry.context,
            new TestDispatcher(),
            (plugin, cause, batch) -> {
              throw new UnsupportedOperationException();
            },
            fact -> {}));
  }

  private Fact.RunFailed failure(PluginLife ofLife, int run) {
    return new Fact.RunFailed(BUNDLE, ofLife, run, FAILURE);
  }

  private PluginEntry failed() {
    return active.failed(failure(life, 1), LATER);
  }

  private static void requireIdle(PluginEntry entry) {
    assertEquals(Plan.idle(entry.bundle().id(), entry.run()), entry.plan());
  }

  @Test
  public void whatIsInstalledOnlyIsReadyAndIdle() {
    assertEquals(ServiceState.READY, installed.state());
    assertEquals(INSTALLED, installed.since());
    requireIdle(installed);
  }

  @Test
  public void whatHasAllItNeedsRuns() {
    assertEquals(Set.of("feed"), active.plan().published().keySet());
    assertEquals(1, active.plan().run());
  }

  @Test
  public void whatIsRejectedIsIdle() {
    requireIdle(active.read(PluginBundle.rejected(id("1.0.0"), "bad"), GRANTED));
  }

  @Test
  public void whatIsAmbiguousIsIdle() {
    requireIdle(active.authorised(GRANTED.with(Standing.Kind.AMBIGUOUS, "another")));
  }

  @Test
  public void whatLostItsGrantKeepsItsQueues() {
    PluginEntry revoked = active.authorised(TestAuthority.granting(id("1.0.0")));

    assertEquals(Set.of("feed"), revoked.plan().queues().keySet());
    assertEquals(Map.of(), revoked.plan().published());
  }

  @Test
  public void theAuthorityOfAnotherRevisionGrantsNothing() {
    requireIdle(active.read(TestPlugin.bundle(id("2.0.0"), "feed"), GRANTED));
  }

  @Test
  public void theAuthorityOfABundleThatIsNoPluginGrantsNothing() {
    requireIdle(
        active.authorised(
            new TestAuthority(
                null, GRANTED.standing(), GRANTED.ingresses(), Map.of(), GRANTED.targets())));
  }

  @Test
  public void aLifeBeginsARun() {
    PluginEntry again = active.moved("RESOLVED", null, LATER).moved("ACTIVE", life(), LATER);

    assertEquals(2, again.run());
    assertEquals(ServiceState.READY, again.state());
  }

  @Test
  public void theSameLifeBeginsNothing() {
    PluginEntry running = active.applied(ServiceState.RUNNING, LATER);

    assertEquals(running, running.moved("ACTIVE", life, LATER.plusSeconds(1)));
  }

  @Test
  public void theServiceStopsWithItsBundle() {
    PluginEntry running = active.applied(ServiceState.RUNNING, INSTALLED);

    PluginEntry stopping = running.moved("STOPPING", null, LATER);
    assertEquals(ServiceState.STOPPING, stopping.state());
    assertEquals(LATER, stopping.since());
    PluginEntry stopped = stopping.moved("RESOLVED", null, LATER);
    assertEquals(ServiceState.STOPPED, stopped.state());
    assertEquals("RESOLVED", stopped.bundleState());
  }

  @Test
  public void whatNeverRanDoesNotStop() {
    assertEquals(ServiceState.READY, installed.moved("RESOLVED", null, LATER).state());
  }

  @Test
  public void aFailureEndsTheRun() {
    assertEquals(ServiceState.FAILED, failed().state());
    assertEquals(LATER, failed().since());
    requireIdle(failed());
  }

  @Test
  public void aFailureOfAnEarlierRunIsNoNews() {
    PluginEntry restarted = active.restarted();

    assertSame(restarted, restarted.failed(failure(life, 1), LATER));
  }

  @Test
  public void aFailureOfAnEarlierLifeIsNoNews() {
    assertSame(active, active.failed(failure(life(), 1), LATER));
  }

  @Test
  public void aFailureOutlastsTheStateThatTheLifeReached() {
    assertSame(failed().state(), failed().applied(ServiceState.READY, LATER).state());
  }

  @Test
  public void aFailureEndsWithItsLife() {
    PluginEntry again = failed().moved("ACTIVE", life(), LATER);

    assertNull(again.failure());
    assertEquals(Set.of("feed"), again.plan().published().keySet());
  }

  @Test
  public void aRestartEndsAFailure() {
    PluginEntry restarted = failed().restarted();

    assertNull(restarted.failure());
    assertEquals(2, restarted.run());
    assertEquals(Set.of("feed"), restarted.plan().published().keySet());
  }

  @Test
  public void aNewGrantEndsAFailure() {
    PluginEntry regranted = failed().authorised(GRANTED.with(Map.of("server", "b")));

    assertNull(regranted.failure());
    assertEquals(2, regranted.run());
  }

  @Test
  public void theSameGrantAgainDoesNotEndAFailure() {
    PluginEntry failed = failed();

    assertSame(failed, failed.authorised(TestAuthority.granting(id("1.0.0"), "feed")));
  }

  @Test
  public void aNewGrantRestartsNothingThatRuns() {
    assertEquals(1, active.authorised(GRANTED.with(Map.of("server", "b"))).run());
  }

  @Test
  public void theStateOfALifeThatEndedIsNoNews() {
    PluginEntry stopped = active.moved("STOPPING", null, LATER);

    assertSame(stopped, stopped.applied(ServiceState.RUNNING, LATER));
  }

  @Test
  public void theSameStateAgainKeepsItsTime() {
    PluginEntry running = active.applied(ServiceState.RUNNING, INSTALLED);

    assertEquals(INSTALLED, running.applied(ServiceState.RUNNING, LATER).since());
  }

  @Test
  public void theEndOfARunReadiesTheServiceThatWaitedForIt() {
    PluginEntry waiting = active.applied(ServiceState.STOPPING, INSTALLED);

    assertEquals(ServiceState.READY, waiting.ended(life, LATER).state());
  }

  @Test
  public void theEndOfARunInAnEarlierLifeIsNoNews() {
    PluginEntry waiting = active.applied(ServiceState.STOPPING, INSTALLED);

    assertSame(waiting, waiting.ended(life(), LATER));
  }

  @Test
  public void theEndOfARunIsNoNewsToAServiceThatRuns() {
    PluginEntry running = active.applied(ServiceState.RUNNING, INSTALLED);

    assertSame(running, running.ended(life, LATER));
  }
}
