// SPDX-License-Identifier: Apache-2.0
package io.sluice.plugins;

import io.sluice.spi.connection.RunningIngress;
import io.sluice.spi.ingress.IngressQueue;
import io.sluice.spi.ingress.QueueReport;
import io.sluice.spi.ingress.ServiceLane;
import io.sluice.spi.plugin.PluginId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;

/**
 * One run of a plugin's service: its lane, its queues, and how it is published. {@link #follow} is
 * for the roster's thread, everything else for any.
 */
final class ServiceRun {

  private final LifeServices services;
  private final PluginId plugin;
  private final int number;
  private final ServiceLane lane;
  private final PublishedService published;
  private final Map<String, OpenQueue> open = new ConcurrentHashMap<>();

  ServiceRun(LifeServices services, PluginLife life, PluginId plugin, int number) {
    this.services = services;
    this.plugin = plugin;
    this.number = number;
    this.lane = services.dispatcher().open(plugin);
    this.published = new PublishedService(services.context(), plugin);
    lane.failure()
        .thenAccept(
            failure ->
                services
                    .facts()
                    .accept(new Fact.RunFailed(plugin.bundleId(), life, number, failure)));
  }

  private record OpenQueue(Plan.Queue plan, IngressQueue queue, HandlerCall call) {

    CompletionStage<Void> close(Duration grace) {
      return queue.close(grace).thenRun(call::release);
    }
  }

  int number() {
    return number;
  }

  /** Makes the plan true: first hides what is to go, then opens, then shows what is new. */
  void follow(Plan plan, Duration grace) {
    open.forEach(
        (name, queue) -> {
          if (!queue.plan().equals(plan.queues().get(name))) {
            open.remove(name, queue);
            show(plan);
            queue.close(grace);
          }
        });
    plan.queues().forEach((name, queue) -> open.computeIfAbsent(name, key -> open(queue)));
    show(plan);
  }

  private OpenQueue open(Plan.Queue plan) {
    HandlerCall call =
        new HandlerCall(plugin, services.context(), plan.offer().reference(), services.executor());
    return new OpenQueue(plan, lane.open(plan.spec(), call), call);
  }

  private void show(Plan plan) {
    List<RunningIngress> ingresses = new ArrayList<>();
    plan.published()
        .forEach(
            (name, sources) -> {
              OpenQueue queue = open.get(name);
              if (queue != null && queue.plan().equals(plan.queues().get(name))) {
                ingresses.add(
                    new RunningIngress(queue.plan().spec(), sources, queue.queue().port()));
              }
            });
    published.show(ingresses);
  }

  /** Tells whether somebody can connect its sources. */
  boolean isPublished() {
    return !published.ingresses().isEmpty();
  }

  /** Ends what a handler does, which is about to go. */
  CompletionStage<Void> withdraw(long serviceId, Duration grace) {
    List<CompletableFuture<Void>> quiet = new ArrayList<>();
    for (OpenQueue queue : open.values()) {
      if (queue.plan().offer().serviceId() == serviceId) {
        quiet.add(queue.close(grace).toCompletableFuture());
      }
    }
    return CompletableFuture.allOf(quiet.toArray(CompletableFuture[]::new));
  }

  /** Ends the run: hides it, and lets no further handler call begin. */
  CompletionStage<Void> end(Duration grace) {
    published.withdraw();
    CompletionStage<Void> quiet = lane.close(grace);
    open.values().forEach(queue -> queue.close(grace));
    return quiet;
  }

  Optional<QueueReport> report(String ingress) {
    return Optional.ofNullable(open.get(ingress)).map(queue -> queue.queue().report());
  }

  long handled() {
    return open.values().stream().mapToLong(queue -> queue.queue().report().delivered()).sum();
  }

  long failures() {
    return lane.failures();
  }
}
