// SPDX-License-Identifier: Apache-2.0
package io.sluice.spi.outbound;

import org.osgi.annotation.versioning.ProviderType;

/** Knows which hosts are reached through a proxy. */
@ProviderType
public interface ProxyRoutes {

  /**
   * Finds the way to a host.
   *
   * @param secure whether TLS is spoken with the host
   * @param host a name, or a literal address, of version 6 in brackets
   * @param port the port
   * @return the way as it is configured now
   */
  Route to(boolean secure, String host, int port);
}
