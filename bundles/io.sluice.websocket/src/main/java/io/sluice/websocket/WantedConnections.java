// SPDX-License-Identifier: Apache-2.0
package io.sluice.websocket;

import org.eclipse.jetty.client.Connection;
import org.eclipse.jetty.client.Destination;
import org.eclipse.jetty.client.DuplexConnectionPool;

/**
 * The TCP connection of one attempt to dial. If the attempt does not want it any more, it is
 * closed; Jetty would keep it for a later attempt, which never comes.
 */
final class WantedConnections extends DuplexConnectionPool {

  WantedConnections(Destination destination) {
    super(destination, 1);
  }

  /** The connection is there: an attempt that was not given up by now takes it in here. */
  @Override
  protected void proceed() {
    super.proceed();
    Connection unwanted = activate();
    if (unwanted != null) {
      unwanted.close();
    }
  }

  /** The attempt was given up while it took the connection; whoever is refused here closes it. */
  @Override
  public boolean release(Connection connection) {
    return false;
  }
}
