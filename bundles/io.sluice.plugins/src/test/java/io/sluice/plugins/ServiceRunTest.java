// SPDX-License-Identifier: Apache-2.0
package io.sluice.plugins;

import static io.sluice.plugins.TestPlugin.id;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertSame;
import static org.junit.Assert.assertTrue;

import io.sluice.api.event.EventOrigin;
import io.sluice.api.event.WebSocketText;
import io.sluice.api.plugin.IngressHandler;
import io.sluice.spi.connection.RunningIngress;
import io.sluice.spi.connection.RunningService;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Predicate;
import org.junit.Test;
import org.osgi.framework.ServiceReference;

/** One run: its queues follow the plan, and what is to go is hidden before it is closed. */
public class ServiceRunTest {

  private static final WebSocketText TEXT =
      new WebSocketText(new EventOrigin("feed", "websocket:ws://a", "ws-1", 1), 0, 0, "text");

  private final TestRegistry registry = new TestRegistry();
  private final TestDispatcher dispatcher = new TestDispatcher();
  private Predicate<ServiceReference<IngressHandler>> isWithdrawn = handler -> false;
  private final LifeServices services =
      new LifeServices(
          registry.context,
          dispatcher,
          (plugin, cause, batch) -> CompletableFuture.completedFuture(List.of()),
          fact -> {});
  private final ServiceRun run =
      new ServiceRun(services, id("1.0.0"), 1, handler -> isWithdrawn.test(handler));
  private final PluginBundle bundle = TestPlugin.bundle("feed", "chat");
  private final ServiceReference<IngressHandler> feed = registry.handler("feed");
  private final ServiceReference<IngressHandler> chat = registry.handler("chat");

  private void follow(List<ServiceReference<IngressHandler>> handlers, String... granted) {
    HandlerOffers offers = HandlerOffers.NONE;
    for (ServiceReference<IngressHandler> handler : handlers) {
      offers = offers.with(HandlerOffer.of(handler));
    }
    run.follow(Plan.of(bundle, 1, offers, TestAuthority.granting(id("1.0.0"), granted)));
  }

  private List<String> shown() {
    return registry.services(RunningService.class).stream()
        .flatMap(service -> service.ingresses().stream())
        .map(ingress -> ingress.spec().name())
        .toList();
  }

  private TestDispatcher.Queue queue(int index) {
    return dispatcher.lastLane().queues.get(index);
  }

  @Test
  public void theIngressesAreShownWithTheirQueues() {
    follow(List.of(feed, chat), "feed", "chat");

    RunningService service = registry.services(RunningService.class).get(0);
    assertEquals(id("1.0.0"), service.plugin());
    List<RunningIngress> ingresses = service.ingresses();
    assertEquals(List.of("feed", "chat"), shown());
    assertSame(queue(0).port(), ingresses.get(0).port());
    assertEquals(1, ingresses.get(0).sources().size());
    assertTrue(run.isPublished());
  }

  @Test
  public void aChangedPlanChangesWhatIsShownInPlace() {
    follow(List.of(feed, chat), "feed");

    follow(List.of(feed, chat), "feed", "chat");

    assertEquals(List.of("feed", "chat"), shown());
    assertEquals(1, registry.services(RunningService.class).size());
    assertEquals(1, registry.changes.get());
    assertEquals(2, dispatcher.lastLane().queues.size());
  }

  @Test
  public void aHandlerThatIsGoneHasItsQueueClosedAndTheOthersStay() {
    follow(List.of(feed, chat), "feed", "chat");

    follow(List.of(chat), "feed", "chat");

    assertEquals(List.of("chat"), dispatcher.lastLane().open());
    assertEquals(List.of("chat"), shown());
  }

  @Test
  public void anotherHandlerGetsAQueueOfItsOwn() {
    follow(List.of(feed), "feed");

    follow(List.of(registry.handler("feed")), "feed");

    assertTrue(queue(0).closed);
    assertFalse(queue(1).closed);
    RunningService service = registry.services(RunningService.class).get(0);
    assertSame(queue(1).port(), service.ingresses().get(0).port());
  }

  @Test
  public void theOldQueueIsHiddenBeforeItIsClosed() {
    follow(List.of(feed), "feed");
    List<String> shownWhenOpened = new ArrayList<>();
    dispatcher.whileQueueOpens = () -> shownWhenOpened.addAll(shown());

    follow(List.of(registry.handler("feed")), "feed");

    assertEquals(List.of(), shownWhenOpened);
    assertEquals(List.of("feed"), shown());
  }

  @Test
  public void anEndHidesAndClosesEverything() {
    follow(List.of(feed, chat), "feed", "chat");

    assertTrue(run.end().toCompletableFuture().isDone());

    assertEquals(List.of(), dispatcher.lastLane().open());
    assertTrue(dispatcher.lastLane().closed);
    assertEquals(List.of(), shown());
    assertFalse(run.isPublished());
  }

  @Test
  public void afterTheEndNothingIsShownAnyMore() {
    follow(List.of(feed), "feed");
    RunningService service = registry.services(RunningService.class).get(0);
    run.end();

    follow(List.of(feed, chat), "feed", "chat");

    assertEquals(List.of(), shown());
    assertEquals(List.of(), service.ingresses());
  }

  @Test
  public void anEndMayBeToldAgain() {
    follow(List.of(feed), "feed");

    run.end();
    assertTrue(run.end().toCompletableFuture().isDone());
  }

  @Test
  public void anEndWaitsForTheCallOfAQueueThatWasClosedBefore() {
    dispatcher.busy = true;
    follow(List.of(feed), "feed");
    follow(List.of(), "feed");

    CompletionStage<Void> end = run.end();
    assertFalse(end.toCompletableFuture().isDone());

    dispatcher.lastLane().callEnds();
    assertTrue(end.toCompletableFuture().isDone());
  }

  @Test
  public void aHandlerIsLetGoWhenItsLastCallHasEnded() throws Exception {
    dispatcher.busy = true;
    follow(List.of(feed), "feed");
    queue(0).consumer.accept(TEXT);
    assertEquals(1, registry.handlersInUse());

    follow(List.of(), "feed");
    assertEquals(1, registry.handlersInUse());

    dispatcher.lastLane().callEnds();
    assertEquals(0, registry.handlersInUse());
  }

  @Test
  public void whatAClosedQueueHandledStillCounts() {
    follow(List.of(feed, chat), "feed", "chat");
    queue(0).delivered = 3;
    queue(1).delivered = 4;
    assertEquals(7, run.handled());

    follow(List.of(chat), "feed", "chat");

    assertEquals(7, run.handled());
  }

  @Test
  public void whatAQueueHandledCountsOnceHoweverOftenItIsClosed() {
    dispatcher.busy = true;
    follow(List.of(feed), "feed");
    queue(0).delivered = 3;
    run.withdraw(feed);
    run.end();

    dispatcher.lastLane().callEnds();

    assertEquals(3, run.handled());
  }

  @Test
  public void anEndWaitsForTheLane() {
    dispatcher.busy = true;
    ServiceRun other = new ServiceRun(services, id("1.0.0"), 2, handler -> false);

    CompletionStage<Void> end = other.end();
    assertFalse(end.toCompletableFuture().isDone());

    dispatcher.lastLane().callEnds();
    assertTrue(end.toCompletableFuture().isDone());
  }

  @Test
  public void aHandlerThatIsWithdrawnJustAfterItWasLookedFor() {
    isWithdrawn =
        handler -> {
          run.withdraw(handler);
          return false;
        };

    follow(List.of(feed), "feed");

    assertTrue(queue(0).closed);
  }

  @Test
  public void theReportIsThatOfTheOpenQueue() {
    follow(List.of(feed), "feed");
    queue(0).delivered = 3;

    assertEquals(3, run.report("feed").orElseThrow().delivered());
    assertTrue(run.report("chat").isEmpty());
    assertEquals(7, run.failures());
    assertEquals(1, run.number());
  }

  @Test
  public void aHandlerThatIsWithdrawnIsEndedAloneAndAtOnce() {
    follow(List.of(feed, chat), "feed", "chat");

    assertTrue(run.withdraw(feed).toCompletableFuture().isDone());

    assertEquals(List.of("chat"), dispatcher.lastLane().open());
    assertEquals(Map.of("feed", true, "chat", false), closed());
  }

  private Map<String, Boolean> closed() {
    return Map.of("feed", queue(0).closed, "chat", queue(1).closed);
  }
}
