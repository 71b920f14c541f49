// SPDX-License-Identifier: Apache-2.0
package io.sluice.spi.ingress;

import io.sluice.spi.plugin.IngressSpec;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The way of one plugin's events: at most one handler call at a time, the queues in turn. Its
 * methods may be called from any thread and do not wait.
 */
@ProviderType
public interface ServiceLane {

  /**
   * Opens a queue.
   *
   * @param spec the ingress
   * @param consumer takes the queue's events
   * @return the queue; a closed one if the lane is closed
   */
  IngressQueue open(IngressSpec spec, EventConsumer consumer);

  /**
   * Tells when the lane stops because of its handler: it threw too often, or took too long. No
   * further handler call begins then.
   *
   * @return completes at most once, on any thread
   */
  CompletionStage<LaneFailure> failure();

  /**
   * How many handler calls ended in an exception.
   *
   * @return a count since the lane was opened
   */
  long failures();

  /**
   * Closes all queues for good; see {@link IngressQueue#close}.
   *
   * @param grace how long a handler call may run on before it is interrupted
   * @return completes, on any thread, when no handler call of this lane runs
   */
  CompletionStage<Void> close(Duration grace);
}
