// SPDX-License-Identifier: Apache-2.0
package io.sluice.plugins;

import io.sluice.api.plugin.IngressHandler;
import io.sluice.spi.connection.RunningIngress;
import io.sluice.spi.ingress.LaneFailure;
import io.sluice.spi.ingress.QueueReport;
import io.sluice.spi.ingress.ServiceLane;
import io.sluice.spi.plugin.PluginId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.osgi.framework.ServiceReference;

/**
 * One run of a plugin's service: its lane, its queues, and how it is published. {@link #follow} is
 * for the roster's thread, everything else for any.
 */
final class ServiceRun {

  private final LifeServices services;
  private final PluginId plugin;
  private final int number;
  private final Predicate<ServiceReference<IngressHandler>> isWithdrawn;
  private final ServiceLane lane;
  private final PublishedService published;

  /** The queues that the plan wants, by ingress. */
  private final Map<String, OpenQueue> open = new ConcurrentHashMap<>();

  /** These, and those that are closed and whose last handler call has not ended. */
  private final Set<OpenQueue> unquiet = ConcurrentHashMap.newKeySet();

  private final LongAdder handledBefore = new LongAdder();

  ServiceRun(
      LifeServices services,
      PluginId plugin,
      int number,
      Predicate<ServiceReference<IngressHandler>> isWithdrawn) {
    this.services = services;
    this.plugin = plugin;
    this.number = number;
    this.isWithdrawn = isWithdrawn;
    this.lane = services.dispatcher().open(plugin);
    this.published = new PublishedService(services.context(), plugin);
  }

  int number() {
    return number;
  }

  /** Tells when the run stops because of its handler; see {@link ServiceLane#failure}. */
  CompletionStage<LaneFailure> failure() {
    return lane.failure();
  }

  /** Makes the plan true: first hides what is to go, then opens, then shows what is new. */
  void follow(Plan plan) {
    List<OpenQueue> over =
        open.values().stream().filter(queue -> !queue.isAsIn(plan.queues())).toList();
    if (!over.isEmpty()) {
      open.values().removeAll(over);
      show(plan);
      over.forEach(queue -> close(queue, this::aside));
    }
    plan.queues().forEach(this::open);
    show(plan);
  }

  private void open(String ingress, Plan.Queue wanted) {
    if (open.containsKey(ingress)) {
      return;
    }
    HandlerCall call =
        new HandlerCall(plugin, services.context(), wanted.handler(), services.executor());
    OpenQueue queue = new OpenQueue(wanted, lane.open(wanted.spec(), call), call);
    unquiet.add(queue);
    if (isWithdrawn.test(wanted.handler())) {
      close(queue, this::aside);
    } else {
      open.put(ingress, queue);
    }
  }

  private CompletionStage<Void> close(OpenQueue queue, Executor releasing) {
    return queue
        .close(PluginLife.GRACE, releasing)
        .thenRun(
            () -> {
              if (unquiet.remove(queue)) {
                handledBefore.add(queue.handled());
              }
            });
  }

  private void show(Plan plan) {
    List<RunningIngress> ingresses = new ArrayList<>();
    plan.published()
        .forEach(
            (name, sources) -> {
              OpenQueue queue = open.get(name);
              if (queue != null) {
                ingresses.add(queue.connectedTo(sources));
              }
            });
    published.show(ingresses);
  }

  /** Tells whether somebody can connect its sources. */
  boolean isPublished() {
    return !published.ingresses().isEmpty();
  }

  /** Ends what a handler does, which is about to go. */
  CompletionStage<Void> withdraw(ServiceReference<IngressHandler> handler) {
    return allOf(
        unquiet.stream()
            .filter(queue -> queue.isFor(handler))
            .map(queue -> close(queue, Runnable::run)));
  }

  /**
   * Ends the run: hides it, lets no further handler call begin, and lets go of the handlers here.
   */
  CompletionStage<Void> end() {
    return end(Runnable::run);
  }

  /** The same for the roster's thread, which waits for no plugin's code. */
  CompletionStage<Void> retire() {
    return end(this::aside);
  }

  private CompletionStage<Void> end(Executor releasing) {
    published.withdraw();
    CompletionStage<Void> quiet = lane.close(PluginLife.GRACE);
    return allOf(
        Stream.concat(Stream.of(quiet), unquiet.stream().map(queue -> close(queue, releasing))));
  }

  /** Runs plugins' code that is no handler where it belongs, as long as there is such a place. */
  private void aside(Runnable task) {
    try {
      services.dispatcher().callbacks().execute(task);
    } catch (RejectedExecutionException closed) {
      task.run();
    }
  }

  private static CompletionStage<Void> allOf(Stream<CompletionStage<Void>> stages) {
    return CompletableFuture.allOf(
        stages.map(CompletionStage::toCompletableFuture).toArray(CompletableFuture[]::new));
  }

  Optional<QueueReport> report(String ingress) {
    return Optional.ofNullable(open.get(ingress)).map(OpenQueue::report);
  }

  long handled() {
    return handledBefore.sum() + unquiet.stream().mapToLong(OpenQueue::handled).sum();
  }

  long failures() {
    return lane.failures();
  }
}
