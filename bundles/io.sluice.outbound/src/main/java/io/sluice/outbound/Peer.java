// SPDX-License-Identifier: Apache-2.0
package io.sluice.outbound;

import io.sluice.spi.target.AddressBlock;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Locale;

/**
 * The other end of a connection.
 *
 * @param secure whether TLS is spoken with it
 * @param host a name in lower case, or an IP address in canonical form, of version 6 in brackets
 * @param port the port
 */
record Peer(boolean secure, String host, int port) {

  /** Writes the host as it is written in targets, however a client has written it. */
  static Peer of(boolean secure, String host, int port) {
    return new Peer(secure, canonical(host), port);
  }

  private static String canonical(String host) {
    if (host.contains(":")) {
      return ipv6(host);
    }
    String lower = host.toLowerCase(Locale.ROOT);
    return lower.endsWith(".") ? lower.substring(0, lower.length() - 1) : lower;
  }

  private static String ipv6(String host) {
    try {
      // What has a colon is parsed or refused, and never looked up.
      String block = AddressBlock.of(InetAddress.getByName(host)).text();
      String address = block.substring(0, block.indexOf('/'));
      return address.contains(":") ? "[" + address + "]" : address;
    } catch (UnknownHostException e) {
      return host;
    }
  }

  /** Host and port, as they are shown. */
  @Override
  public String toString() {
    return host + ":" + port;
  }
}
