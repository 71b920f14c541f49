// SPDX-License-Identifier: Apache-2.0
package io.sluice.plugins;

import static io.sluice.plugins.TestPlugin.BUNDLE;
import static io.sluice.plugins.TestPlugin.id;
import static org.awaitility.Awaitility.await;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import io.sluice.spi.ingress.LaneFailure;
import io.sluice.spi.plugin.PluginDeclaration;
import io.sluice.spi.roster.PluginReport.ServiceState;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.After;
import org.junit.Before;
import org.junit.Test;

/** The thread that folds facts: what follows from them, and what it survives. */
public class RosterLoopTest {

  private static final Duration LIMIT = Duration.ofSeconds(20);
  private static final Instant NOW = Instant.EPOCH.plusSeconds(60);

  private final TestRegistry registry = new TestRegistry();
  private final TestDispatcher dispatcher = new TestDispatcher();
  private final RosterLoop loop =
      new RosterLoop(
          Roster.empty(TestAuthority.snapshot(1, TestAuthority.granting(id("1.0.0"), "feed"))),
          Clock.fixed(NOW, ZoneOffset.UTC),
          new Declarations(registry.context, new TestDiagnostics()));
  private final PluginLife life =
      new PluginLife(
          new LifeServices(
              registry.context,
              dispatcher,
              (plugin, cause, batch) -> {
                throw new UnsupportedOperationException();
              },
              loop::post));
  private final HandlerOffer offer = HandlerOffer.of(registry.handler("feed"));

  @Before
  public void start() {
    loop.start();
  }

  @After
  public void close() {
    loop.close();
  }

  private void postAll() {
    loop.post(new Fact.BundleRead(TestPlugin.bundle("feed")));
    loop.post(new Fact.BundleMoved(BUNDLE, "ACTIVE", life));
    loop.post(new Fact.HandlerOffered(BUNDLE, offer));
  }

  private void awaitState(ServiceState state) {
    await()
        .atMost(LIMIT)
        .until(
            () -> {
              PluginEntry entry = loop.roster().entries().get(BUNDLE);
              return entry != null && entry.state() == state;
            });
  }

  private static boolean isRunning() {
    return Thread.getAllStackTraces().keySet().stream()
        .anyMatch(thread -> thread.getName().equals("sluice-roster"));
  }

  @Test
  public void thePluginIsDeclaredAndItsLifeFollows() {
    postAll();

    awaitState(ServiceState.RUNNING);
    assertEquals(List.of("feed"), dispatcher.lastLane().open());
    assertEquals(1, registry.services(PluginDeclaration.class).size());
    PluginEntry entry = loop.roster().entries().values().iterator().next();
    assertEquals(NOW, entry.since());
  }

  @Test
  public void whatIsPostedWhileALifeFollowsIsFoldedToo() {
    dispatcher.whileLaneOpens =
        () -> loop.post(new Fact.HandlerWithdrawn(BUNDLE, offer.serviceId()));

    postAll();

    await().atMost(LIMIT).until(() -> !dispatcher.lanes.isEmpty() && dispatcher.lastLane().closed);
    awaitState(ServiceState.READY);
  }

  @Test
  public void aFailureOfARunIsFolded() {
    postAll();
    awaitState(ServiceState.RUNNING);

    dispatcher.lastLane().failure.complete(new LaneFailure("handler_failed", "it failed"));

    awaitState(ServiceState.FAILED);
    await().atMost(LIMIT).until(() -> dispatcher.lastLane().closed);
  }

  @Test
  public void aRestartBeginsTheNextRun() {
    postAll();
    awaitState(ServiceState.RUNNING);

    loop.post(new Fact.RestartAsked("org.example.chat"));

    await().atMost(LIMIT).until(() -> dispatcher.lanes.size() == 2);
    awaitState(ServiceState.RUNNING);
  }

  @Test
  public void aFactThatIsNotFoundIsNone() {
    loop.find(Optional::empty);
    postAll();

    awaitState(ServiceState.RUNNING);
  }

  @Test
  public void aFactThatCannotBeFound() {
    loop.find(
        () -> {
          throw new AssertionError("broken");
        });
    postAll();

    awaitState(ServiceState.RUNNING);
  }

  @Test
  public void aPluginThatCannotFollowIsAloneInThat() {
    AtomicBoolean thrown = new AtomicBoolean();
    dispatcher.whileLaneOpens =
        () -> {
          dispatcher.whileLaneOpens = () -> {};
          thrown.set(true);
          throw new LinkageError("broken");
        };
    postAll();
    await().atMost(LIMIT).untilTrue(thrown);

    loop.post(new Fact.RestartAsked("org.example.chat"));

    awaitState(ServiceState.RUNNING);
  }

  @Test
  public void aDeclarationThatCannotBeRegisteredKeepsNoLifeFromFollowing() {
    registry.beforeRegistering =
        () -> {
          registry.beforeRegistering = () -> {};
          throw new IllegalStateException("broken");
        };

    postAll();

    awaitState(ServiceState.RUNNING);
  }

  @Test
  public void atTheEndNothingIsDeclaredAndTheThreadIsGone() {
    postAll();
    awaitState(ServiceState.RUNNING);

    loop.close();

    await().atMost(LIMIT).until(() -> !isRunning());
    assertTrue(registry.services(PluginDeclaration.class).isEmpty());
  }

  @Test
  public void theEndInterruptsWhatTakesAWhileToFindOut() {
    CountDownLatch begun = new CountDownLatch(1);
    loop.find(
        () -> {
          begun.countDown();
          try {
            new CountDownLatch(1).await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
          return Optional.empty();
        });
    await().atMost(LIMIT).until(() -> begun.getCount() == 0);

    loop.close();

    await().atMost(LIMIT).until(() -> !isRunning());
  }
}
