// SPDX-License-Identifier: Apache-2.0
package io.sluice.plugins;

import io.sluice.spi.ingress.EventConsumer;
import io.sluice.spi.ingress.IngressDispatcher;
import io.sluice.spi.ingress.IngressPort;
import io.sluice.spi.ingress.IngressQueue;
import io.sluice.spi.ingress.LaneFailure;
import io.sluice.spi.ingress.QueueReport;
import io.sluice.spi.ingress.ServiceLane;
import io.sluice.spi.plugin.IngressSpec;
import io.sluice.spi.plugin.PluginId;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;

/** Lanes that do nothing by themselves: the test says when their last handler call has ended. */
final class TestDispatcher implements IngressDispatcher {

  final List<Lane> lanes = new CopyOnWriteArrayList<>();

  /** Whether a handler call runs in whatever is closed, and goes on until the test ends it. */
  volatile boolean busy;

  /** What happens while a lane is being opened. */
  volatile Runnable whileLaneOpens = () -> {};

  /** What happens while a queue is being opened. */
  volatile Runnable whileQueueOpens = () -> {};

  @Override
  public ServiceLane open(PluginId plugin) {
    Lane lane = new Lane(plugin);
    lanes.add(lane);
    whileLaneOpens.run();
    return lane;
  }

  @Override
  public Executor callbacks() {
    return Runnable::run;
  }

  /** The one lane that was opened last. */
  Lane lastLane() {
    return lanes.get(lanes.size() - 1);
  }

  private CompletableFuture<Void> quiet() {
    return busy ? new CompletableFuture<>() : CompletableFuture.completedFuture(null);
  }

  final class Lane implements ServiceLane {

    final PluginId plugin;
    final List<Queue> queues = new CopyOnWriteArrayList<>();
    final CompletableFuture<LaneFailure> failure = new CompletableFuture<>();
    volatile boolean closed;
    private final CompletableFuture<Void> quiet = quiet();

    Lane(PluginId plugin) {
      this.plugin = plugin;
    }

    @Override
    public IngressQueue open(IngressSpec spec, EventConsumer consumer) {
      Queue queue = new Queue(spec, consumer);
      queues.add(queue);
      whileQueueOpens.run();
      return queue;
    }

    @Override
    public CompletionStage<LaneFailure> failure() {
      return failure;
    }

    @Override
    public long failures() {
      return 7;
    }

    @Override
    public CompletionStage<Void> close(Duration grace) {
      closed = true;
      queues.forEach(queue -> queue.closed = true);
      return quiet;
    }

    /** The handler call that ran has ended. */
    void callEnds() {
      quiet.complete(null);
      queues.forEach(Queue::callEnds);
    }

    /** The names of the ingresses whose queues are open. */
    List<String> open() {
      return queues.stream()
          .filter(queue -> !queue.closed)
          .map(queue -> queue.spec.name())
          .toList();
    }
  }

  final class Queue implements IngressQueue {

    final IngressSpec spec;
    final EventConsumer consumer;
    volatile long delivered;
    volatile boolean closed;
    private final CompletableFuture<Void> quiet = quiet();
    private final IngressPort port = Partial.of(IngressPort.class, Map.of());

    Queue(IngressSpec spec, EventConsumer consumer) {
      this.spec = spec;
      this.consumer = consumer;
    }

    @Override
    public IngressPort port() {
      return port;
    }

    @Override
    public QueueReport report() {
      return new QueueReport(0, 256, 0, 4L << 20, delivered, delivered, 0, 0, 0);
    }

    @Override
    public CompletionStage<Void> close(Duration grace) {
      closed = true;
      return quiet;
    }

    void callEnds() {
      quiet.complete(null);
    }
  }
}
