// SPDX-License-Identifier: Apache-2.0
package io.sluice.example.worker;

import io.sluice.api.plugin.SluicePlugin;
import io.sluice.api.protocol.EventPublisher;
import io.sluice.api.protocol.WorkerEvent;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicyOption;

/**
 * Works on one example after the other, on its thread {@code example-worker}, and publishes each
 * step of it. Where nobody can observe it works all the same.
 */
@SluicePlugin
@Component(immediate = true)
public final class ExampleWorker {

  private static final long STEP_MILLIS = 500;

  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "example-worker"));
  private final Queue<WorkerEvent> steps = new ArrayDeque<>();
  private final @Nullable EventPublisher publisher;
  private long runs;

  /**
   * Wires the parts.
   *
   * @param publisher takes the events, if there is an observation
   */
  @Activate
  public ExampleWorker(
      @Reference(
              cardinality = ReferenceCardinality.OPTIONAL,
              policyOption = ReferencePolicyOption.GREEDY)
          @Nullable EventPublisher publisher) {
    this.publisher = publisher;
  }

  @Activate
  void start() {
    Future<?> unused =
        thread.scheduleWithFixedDelay(this::step, STEP_MILLIS, STEP_MILLIS, TimeUnit.MILLISECONDS);
  }

  private void step() {
    if (steps.isEmpty()) {
      steps.addAll(ExampleRun.of(++runs));
    }
    WorkerEvent next = steps.remove();
    if (publisher != null) {
      publisher.publish(next);
    }
  }

  @Deactivate
  void stop() {
    thread.shutdownNow();
  }
}
