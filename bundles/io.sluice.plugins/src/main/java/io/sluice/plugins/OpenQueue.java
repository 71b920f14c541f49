// SPDX-License-Identifier: Apache-2.0
package io.sluice.plugins;

import io.sluice.api.plugin.IngressHandler;
import io.sluice.spi.connection.RunningIngress;
import io.sluice.spi.connection.RunningIngress.Source;
import io.sluice.spi.ingress.IngressQueue;
import io.sluice.spi.ingress.QueueReport;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.osgi.framework.ServiceReference;

/** The queue of one ingress, with the handler at its end. */
final class OpenQueue {

  private final Plan.Queue plan;
  private final IngressQueue queue;
  private final HandlerCall call;

  OpenQueue(Plan.Queue plan, IngressQueue queue, HandlerCall call) {
    this.plan = plan;
    this.queue = queue;
    this.call = call;
  }

  boolean isAsIn(Map<String, Plan.Queue> plans) {
    return plan.equals(plans.get(plan.spec().name()));
  }

  boolean isFor(ServiceReference<IngressHandler> handler) {
    return plan.handler().equals(handler);
  }

  RunningIngress connectedTo(List<Source> sources) {
    return new RunningIngress(plan.spec(), sources, queue.port());
  }

  QueueReport report() {
    return queue.report();
  }

  long handled() {
    return queue.report().delivered();
  }

  /**
   * Closes the queue and then lets go of the handler. It may be called again.
   *
   * @param releasing where the handler is let go of, which may run the plugin's own code
   * @return completes when no handler call of this queue runs, and it was let go of
   */
  CompletionStage<Void> close(Duration grace, Executor releasing) {
    return queue.close(grace).thenRunAsync(call::release, releasing);
  }
}
