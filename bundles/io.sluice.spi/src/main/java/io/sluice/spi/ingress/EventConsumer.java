// SPDX-License-Identifier: Apache-2.0
package io.sluice.spi.ingress;

import io.sluice.api.event.IngressEvent;
import org.osgi.annotation.versioning.ConsumerType;

/** Takes the events of a queue, one at a time, on a dispatch thread. */
@ConsumerType
@FunctionalInterface
public interface EventConsumer {

  /**
   * Takes one event. The thread may be interrupted if it takes too long.
   *
   * @param event the event
   * @throws Exception if the plugin could not handle it, which is counted
   */
  void accept(IngressEvent event) throws Exception;
}
