// SPDX-License-Identifier: Apache-2.0
package io.sluice.outbound;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/** Knows the addresses of hosts. */
@FunctionalInterface
interface NameService {

  /**
   * Looks up a name. It may take as long as it likes, and need not heed an interrupt.
   *
   * @throws UnknownHostException if the name is unknown, or nobody could be asked
   */
  List<InetAddress> addresses(String name) throws UnknownHostException;
}
