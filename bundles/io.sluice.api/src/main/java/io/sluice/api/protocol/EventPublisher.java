// SPDX-License-Identifier: Apache-2.0
package io.sluice.api.protocol;

import org.osgi.annotation.versioning.ProviderType;

/**
 * Publishes what a plugin's worker does, to whoever follows it.
 *
 * <p>It is a bundle-scoped service: the object names the bundle that got it, whose worker the
 * events are of. It is there only where the host observes its workers, so that a plugin's reference
 * to it is best an optional one.
 *
 * <p>It may be called from any thread. It never waits for an observer and never throws because of
 * what is published: how many there are, and whether they keep up, makes no difference to the
 * caller.
 */
@ProviderType
public interface EventPublisher {

  /** The longest JSON form of an event, in bytes of UTF-8. */
  int MAX_BYTES = 64 << 10;

  /**
   * Publishes an event. Events of one thread keep their order.
   *
   * @param event the event
   * @return what became of it; nothing but {@link Publication#ACCEPTED} leaves a trace
   */
  Publication publish(WorkerEvent event);
}
