// SPDX-License-Identifier: Apache-2.0
package io.sluice.spi.observation;

import io.sluice.api.protocol.ProtocolEvent;
import java.util.Optional;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Says who may observe what through a Backend. It is found as an OSGi service; where there are
 * several, all have to agree, and each sees what the one before it left. Without any everything
 * passes. One that throws says no.
 *
 * <p>It is called from any thread, for several clients at once, and must not wait: what it has to
 * look up it looks up beforehand. It must not call the Backend.
 */
@ConsumerType
public interface ObservationPolicy {

  /**
   * Decides whether a client may observe a worker. It is asked before the stream begins, and then
   * about once a second; after a no the stream ends.
   *
   * @param observer who wants to observe what
   * @return whether it may
   */
  boolean mayObserve(Observer observer);

  /**
   * Decides what a client sees of an event: asked at each delivery, also when an event is replayed,
   * and for each event in a snapshot, though never for the snapshot itself.
   *
   * @param observer who observes what
   * @param event the event
   * @return the event itself to pass it, another one in its place, or empty to drop it
   */
  Optional<ProtocolEvent> view(Observer observer, ProtocolEvent event);
}
