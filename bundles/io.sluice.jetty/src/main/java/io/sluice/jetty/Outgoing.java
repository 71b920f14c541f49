// SPDX-License-Identifier: Apache-2.0
package io.sluice.jetty;

import io.sluice.spi.authority.Decision;
import io.sluice.spi.outbound.ProxyRoute;
import io.sluice.spi.target.TargetUrl;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;

/**
 * A connection on its way out. It is the tag of its destination in Jetty, and equal to itself
 * alone: so no two of them share a socket, and each part of the client knows whom it works for.
 * Safe for use by many threads.
 */
public interface Outgoing {

  /**
   * Where it goes.
   *
   * @return the URL, as it was checked
   */
  TargetUrl url();

  /**
   * How it goes there.
   *
   * @return the proxy, or empty if it goes directly
   */
  Optional<ProxyRoute> proxy();

  /**
   * Decides for an address of the host; not asked where a proxy looks up the host.
   *
   * @param address the address
   * @return whether it may be connected to now
   */
  Decision decide(InetAddress address);

  /**
   * Takes note of the addresses that it may be connected to.
   *
   * @param judged the addresses that passed
   */
  void goesTo(List<InetAddress> judged);

  /**
   * Tells whether it was given up.
   *
   * @return whether nobody wants it any more
   */
  boolean isOver();
}
