// SPDX-License-Identifier: Apache-2.0
package io.sluice.observe;

import io.sluice.api.protocol.HostEvent;
import io.sluice.api.protocol.Publication;
import io.sluice.api.protocol.WorkerEvent;
import io.sluice.stream.JsonWriting.TooLongException;
import io.sluice.stream.MalformedException;
import io.sluice.stream.ProtocolJson;

/** Publishes what plugins say of their work. Safe for use by many threads; it never waits. */
final class Publishing {

  private final Workers workers;
  private volatile boolean closed;

  Publishing(Workers workers) {
    this.workers = workers;
  }

  /**
   * Publishes an event.
   *
   * @param plugin whose it is
   * @param event the event
   * @return what became of it
   */
  Publication publish(String plugin, WorkerEvent event) {
    Worker worker = closed ? null : workers.present(plugin).orElse(null);
    if (worker == null) {
      return Publication.CLOSED;
    }
    if (HostEvent.TYPES.contains(event.type())) {
      return Publication.MALFORMED;
    }
    if (!worker.rate().admits()) {
      return Publication.TOO_MANY;
    }
    try {
      worker.stream().append(event, ProtocolJson.encode(event));
      return Publication.ACCEPTED;
    } catch (TooLongException e) {
      return Publication.TOO_LARGE;
    } catch (MalformedException e) {
      return Publication.MALFORMED;
    }
  }

  /** Takes nothing any more. */
  void close() {
    closed = true;
  }
}
