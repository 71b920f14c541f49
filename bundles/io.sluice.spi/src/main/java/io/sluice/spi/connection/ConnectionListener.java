// SPDX-License-Identifier: Apache-2.0
package io.sluice.spi.connection;

import org.osgi.annotation.versioning.ConsumerType;

/** Is told when a connection has entered another state. It is found as an OSGi service. */
@ConsumerType
public interface ConnectionListener {

  /**
   * Takes note of a connection. The calls for one connection come one after the other, in the order
   * of its states, on the threads that read and write: it must not wait. What it throws is logged,
   * and changes nothing.
   *
   * @param connection how the connection is doing
   */
  void connectionChanged(ConnectionReport connection);
}
