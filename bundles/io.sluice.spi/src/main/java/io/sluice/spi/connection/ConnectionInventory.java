// SPDX-License-Identifier: Apache-2.0
package io.sluice.spi.connection;

import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/** The connections that the host holds, or would hold. */
@ProviderType
public interface ConnectionInventory {

  /**
   * The connections.
   *
   * @return one entry for each source of a running service and for each socket that a plugin opened
   *     to pull from, by plugin, ingress and URL
   */
  List<ConnectionReport> connections();
}
