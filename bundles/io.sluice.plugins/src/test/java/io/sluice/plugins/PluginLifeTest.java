// SPDX-License-Identifier: Apache-2.0
package io.sluice.plugins;

import static io.sluice.plugins.TestPlugin.BUNDLE;
import static io.sluice.plugins.TestPlugin.id;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import io.sluice.api.plugin.IngressHandler;
import io.sluice.spi.connection.RunningService;
import io.sluice.spi.ingress.LaneFailure;
import io.sluice.spi.roster.PluginReport.ServiceState;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.Test;
import org.osgi.framework.ServiceReference;

/**
 * A life and its runs. Where two threads may meet, the fakes let the second one in at the very
 * place where the first one is.
 */
public class PluginLifeTest {

  private static final LaneFailure FAILURE = new LaneFailure("handler_failed", "it failed");

  private final TestRegistry registry = new TestRegistry();
  private final TestDispatcher dispatcher = new TestDispatcher();
  private final List<Fact> facts = new ArrayList<>();
  private final PluginLife life =
      new PluginLife(
          new LifeServices(
              registry.context,
              dispatcher,
              (plugin, cause, batch) -> {
                throw new UnsupportedOperationException();
              },
              facts::add));
  private final PluginBundle bundle = TestPlugin.bundle("feed");
  private final ServiceReference<IngressHandler> handler = registry.handler("feed");

  private Plan plan(int run) {
    return plan(run, handler, TestAuthority.granting(id("1.0.0"), "feed"));
  }

  private Plan plan(int run, ServiceReference<IngressHandler> itsHandler, TestAuthority authority) {
    HandlerOffers offers = HandlerOffers.NONE.with(HandlerOffer.of(itsHandler));
    return Plan.of(bundle, run, offers, authority);
  }

  private static Plan idle(int run) {
    return Plan.idle(id("1.0.0"), run);
  }

  private int published() {
    return registry.services(RunningService.class).size();
  }

  private static boolean isQuiet(CompletionStage<Void> stage) {
    return stage.toCompletableFuture().isDone();
  }

  @Test
  public void aRunBeginsWithItsPlan() {
    assertEquals(ServiceState.RUNNING, life.follow(plan(1)));

    assertEquals(List.of("feed"), dispatcher.lastLane().open());
    assertEquals(1, published());
  }

  @Test
  public void aLifeWithNothingToRunIsReady() {
    assertEquals(ServiceState.READY, life.follow(idle(1)));

    assertEquals(List.of(), dispatcher.lanes);
    assertEquals(Optional.empty(), life.current());
  }

  @Test
  public void theSamePlanAgainChangesNothing() {
    life.follow(plan(1));

    assertEquals(ServiceState.RUNNING, life.follow(plan(1)));

    assertEquals(1, dispatcher.lanes.size());
    assertEquals(0, registry.changes.get());
  }

  @Test
  public void withoutAGrantTheQueueStaysOpenAndNothingIsPublished() {
    life.follow(plan(1));

    assertEquals(
        ServiceState.READY, life.follow(plan(1, handler, TestAuthority.granting(id("1.0.0")))));

    assertEquals(List.of("feed"), dispatcher.lastLane().open());
    assertEquals(0, published());
  }

  @Test
  public void aRunEndsWhenNothingIsToRunAnyMore() {
    life.follow(plan(1));

    assertEquals(ServiceState.READY, life.follow(idle(1)));

    assertTrue(dispatcher.lastLane().closed);
    assertEquals(0, published());
  }

  @Test
  public void theNextRunBeginsAfresh() {
    life.follow(plan(1));

    assertEquals(ServiceState.RUNNING, life.follow(plan(2)));

    assertTrue(dispatcher.lanes.get(0).closed);
    assertFalse(dispatcher.lanes.get(1).closed);
    assertEquals(1, published());
  }

  @Test
  public void theNextRunWaitsForTheLastCallOfTheOneBefore() {
    dispatcher.busy = true;
    life.follow(plan(1));

    assertEquals(ServiceState.STOPPING, life.follow(plan(2)));
    assertEquals(1, dispatcher.lanes.size());
    assertEquals(List.of(), facts);

    dispatcher.lastLane().callEnds();
    assertEquals(List.of(new Fact.RunEnded(BUNDLE, life)), facts);
    assertEquals(ServiceState.RUNNING, life.follow(plan(2)));
  }

  @Test
  public void aFailureOfTheRunIsTold() {
    life.follow(plan(3));

    dispatcher.lastLane().failure.complete(FAILURE);

    assertEquals(List.of(new Fact.RunFailed(BUNDLE, life, 3, FAILURE)), facts);
  }

  @Test
  public void aFailureOfARunThatWasEndedIsNoNews() {
    life.follow(plan(1));
    TestDispatcher.Lane first = dispatcher.lastLane();
    life.follow(plan(2));
    facts.clear();

    first.failure.complete(FAILURE);

    assertEquals(List.of(), facts);
  }

  @Test
  public void anEndIsFinal() {
    life.follow(plan(1));
    life.end();

    assertEquals(ServiceState.READY, life.follow(plan(2)));

    assertEquals(1, dispatcher.lanes.size());
    assertEquals(0, published());
  }

  @Test
  public void anEndBeforeTheBeginningIsQuiet() {
    assertTrue(isQuiet(life.end()));

    assertEquals(ServiceState.READY, life.follow(plan(1)));
    assertEquals(List.of(), dispatcher.lanes);
  }

  @Test
  public void anEndIsQuietWhenTheLastCallHasEnded() {
    dispatcher.busy = true;
    life.follow(plan(1));

    CompletionStage<Void> end = life.end();
    assertFalse(isQuiet(end));
    assertTrue(dispatcher.lastLane().closed);

    dispatcher.lastLane().callEnds();
    assertTrue(isQuiet(end));
  }

  @Test
  public void anEndAgainIsQuietNoSoonerThanTheFirst() {
    dispatcher.busy = true;
    life.follow(plan(1));
    life.end();

    CompletionStage<Void> again = life.end();
    assertFalse(isQuiet(again));

    dispatcher.lastLane().callEnds();
    assertTrue(isQuiet(again));
  }

  @Test
  public void anEndIsNotQuietWhileTheCallOfARetiredRunGoesOn() {
    dispatcher.busy = true;
    life.follow(plan(1));
    life.follow(idle(1));

    CompletionStage<Void> end = life.end();
    assertFalse(isQuiet(end));

    dispatcher.lastLane().callEnds();
    assertTrue(isQuiet(end));
  }

  @Test
  public void anEndWhileTheRunBegins() {
    dispatcher.whileLaneOpens = life::end;

    assertEquals(ServiceState.READY, life.follow(plan(1)));

    assertTrue(dispatcher.lastLane().closed);
    assertEquals(0, published());
    assertEquals(Optional.empty(), life.current());
  }

  @Test
  public void anEndWhileAQueueIsOpened() {
    dispatcher.whileQueueOpens = life::end;

    life.follow(plan(1));

    assertEquals(List.of(), dispatcher.lastLane().open());
    assertEquals(0, published());
  }

  @Test
  public void anEndWhileTheRunIsBeingPublished() {
    registry.beforeRegistering = life::end;

    life.follow(plan(1));

    assertEquals(List.of(), dispatcher.lastLane().open());
    assertEquals(0, published());
  }

  @Test
  public void aHandlerThatIsWithdrawnHasItsQueueClosed() {
    dispatcher.busy = true;
    life.follow(plan(1));

    CompletionStage<Void> quiet = life.withdraw(handler);
    assertEquals(List.of(), dispatcher.lastLane().open());
    assertFalse(isQuiet(quiet));

    dispatcher.lastLane().callEnds();
    assertTrue(isQuiet(quiet));
  }

  @Test
  public void theOtherHandlersKeepTheirQueues() {
    life.follow(plan(1));

    assertTrue(isQuiet(life.withdraw(registry.handler("feed"))));

    assertEquals(List.of("feed"), dispatcher.lastLane().open());
  }

  @Test
  public void aHandlerThatWasWithdrawnBeforeItsQueueIsOpened() {
    life.withdraw(handler);

    life.follow(plan(1));

    assertEquals(List.of(), dispatcher.lastLane().open());
    assertEquals(0, published());
  }

  @Test
  public void aHandlerThatIsWithdrawnWhileItsQueueIsOpened() {
    dispatcher.whileQueueOpens = () -> life.withdraw(handler);

    life.follow(plan(1));

    assertEquals(List.of(), dispatcher.lastLane().open());
    assertEquals(0, published());
  }

  @Test
  public void theNextRunDoesNotOpenAQueueForAWithdrawnHandlerEither() {
    life.follow(plan(1));
    life.withdraw(handler);

    life.follow(plan(2));

    assertEquals(List.of(), dispatcher.lastLane().open());
  }

  @Test
  public void anotherHandlerOfTheSameIngressTakesItsPlace() {
    life.follow(plan(1));
    life.withdraw(handler);

    ServiceReference<IngressHandler> other = registry.handler("feed");
    assertEquals(
        ServiceState.RUNNING,
        life.follow(plan(1, other, TestAuthority.granting(id("1.0.0"), "feed"))));

    assertEquals(List.of("feed"), dispatcher.lastLane().open());
    assertEquals(1, dispatcher.lanes.size());
  }

  @Test
  public void aHandlerWithdrawnAfterTheEndIsQuietNoSoonerThanTheEnd() {
    dispatcher.busy = true;
    life.follow(plan(1));
    life.end();

    CompletionStage<Void> quiet = life.withdraw(handler);
    assertFalse(isQuiet(quiet));

    dispatcher.lastLane().callEnds();
    assertTrue(isQuiet(quiet));
  }

  @Test
  public void aCallIsLeftBehindUntilItEnds() {
    CompletableFuture<Void> call = new CompletableFuture<>();
    assertFalse(life.hasLeftBehind());

    life.leaveBehind(call);
    assertTrue(life.hasLeftBehind());

    call.complete(null);
    assertFalse(life.hasLeftBehind());
  }
}
