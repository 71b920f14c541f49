// SPDX-License-Identifier: Apache-2.0
package io.sluice.websocket;

import java.net.URI;
import java.util.List;
import java.util.Map;

/** Opens sockets. */
interface Dialer {

  /**
   * Begins to open a socket for a channel, by way of its passage. The channel is told when it is
   * open or cannot be opened, on any thread, this one included.
   */
  Attempt dial(Request request, Channel channel);

  /** An attempt to open a socket. */
  @FunctionalInterface
  interface Attempt {

    /** Gives the attempt up. It may be called again, and after the attempt has ended. */
    void cancel();
  }

  /**
   * What to open.
   *
   * @param uri where to
   * @param subprotocols what to offer; if it is not empty, the server must choose one
   * @param headers further header fields of the handshake
   * @param maxFrameBytes the longest frame to read or write
   */
  record Request(
      URI uri, List<String> subprotocols, Map<String, String> headers, int maxFrameBytes) {

    /** Shows neither the query nor the header fields, which may hold secrets. */
    @Override
    public String toString() {
      return uri.getScheme() + "://" + uri.getRawAuthority();
    }
  }
}
