// SPDX-License-Identifier: Apache-2.0
package io.sluice.request;

import org.eclipse.jetty.client.Connection;
import org.eclipse.jetty.client.Destination;
import org.eclipse.jetty.client.DuplexConnectionPool;
import org.eclipse.jetty.client.transport.HttpDestination;

/**
 * The one connection of one exchange. If nobody wants it any more when it is there, it is closed;
 * Jetty would keep it for a later exchange.
 */
final class SingleConnection extends DuplexConnectionPool {

  private final HttpDestination destination;

  SingleConnection(Destination destination) {
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
