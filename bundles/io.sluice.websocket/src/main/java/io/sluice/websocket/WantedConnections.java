// SPDX-License-Identifier: Apache-2.0
package io.sluice.websocket;

import org.eclipse.jetty.client.Connection;
import org.eclipse.jetty.client.Destination;
import org.eclipse.jetty.client.DuplexConnectionPool;
import org.eclipse.jetty.client.transport.HttpDestination;

/**
 * The TCP connection of one attempt to dial. If nobody wants it any more when it is there, it is
 * closed; Jetty would keep it for a later attempt.
 */
final class WantedConnections extends DuplexConnectionPool {

  private final HttpDestination destination;

  WantedConnections(Destination destination) {
    super(destination, 1);
    this.destination = (HttpDestination) destination;
  }

  @Override
  protected void onCreated(Connection connection) {
    if (destination.getQueuedRequestCount() == 0) {
      connection.close();
    }
  }
}
