// SPDX-License-Identifier: Apache-2.0
package io.sluice.jetty;

import org.eclipse.jetty.client.Connection;
import org.eclipse.jetty.client.Destination;
import org.eclipse.jetty.client.DuplexConnectionPool;

/**
 * The one TCP connection of one {@link Outgoing}. If nobody wants it when it is there, or any more,
 * it is closed; Jetty would keep it for a later use.
 */
public final class WantedConnections extends DuplexConnectionPool {

  /**
   * Makes it.
   *
   * @param destination where to
   */
  public WantedConnections(Destination destination) {
    super(destination, 1);
  }

  /** The attempt takes the connection that is there now, unless it was given up. */
  @Override
  protected void proceed() {
    super.proceed();
    Connection unwanted = activate();
    if (unwanted != null) {
      unwanted.close();
    }
  }

  @Override
  public boolean release(Connection connection) {
    return !remove(connection);
  }
}
