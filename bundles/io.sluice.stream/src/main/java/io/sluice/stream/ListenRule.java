// SPDX-License-Identifier: Apache-2.0
package io.sluice.stream;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** Where an endpoint may listen: beyond this machine only with a token and TLS. */
final class ListenRule {

  private ListenRule() {}

  /**
   * Refuses what would let strangers in.
   *
   * @return the address to listen on
   * @throws IllegalArgumentException if the address is none, or token or key are missing
   */
  static InetAddress check(ServerSettings settings) {
    InetAddress address = literal(settings.address());
    boolean open = !address.isLoopbackAddress();
    if (open && !(settings.token().isThere() && settings.tls().isThere())) {
      throw new IllegalArgumentException(
          settings.address() + " is reached from elsewhere: that needs a token and TLS");
    }
    return address;
  }

  /** A name would have to be looked up, and could come to mean another address. */
  private static InetAddress literal(String text) {
    boolean numeric = text.matches("[0-9.]+") || text.contains(":");
    if (!numeric && !text.equals("localhost")) {
      throw new IllegalArgumentException("not an IP address: \"" + text + "\"");
    }
    try {
      return text.equals("localhost")
          ? InetAddress.getLoopbackAddress()
          : InetAddress.getByName(text);
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException("not an IP address: \"" + text + "\"", e);
    }
  }
}
