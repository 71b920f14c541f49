// SPDX-License-Identifier: Apache-2.0
package io.sluice.spi.ingress;

import java.time.Duration;
import java.util.concurrent.CompletionStage;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The bounded queue of one ingress, from the side of its owner. Its methods may be called from any
 * thread and do not wait.
 */
@ProviderType
public interface IngressQueue {

  /**
   * The side of the sources.
   *
   * @return the same port at each call
   */
  IngressPort port();

  /**
   * How the queue is doing.
   *
   * @return a snapshot
   */
  QueueReport report();

  /**
   * Ends the queue for good: discards what waits, and lets no further handler call begin. It may be
   * called again, and by several threads.
   *
   * @param grace how long a handler call of this queue may run on before it is interrupted
   * @return completes, on any thread, when no handler call of this queue runs
   */
  CompletionStage<Void> close(Duration grace);
}
