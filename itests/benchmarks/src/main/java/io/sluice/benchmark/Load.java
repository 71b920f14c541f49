// SPDX-License-Identifier: Apache-2.0
package io.sluice.benchmark;

import java.net.URI;
import java.util.Locale;

/**
 * What a server puts on a client.
 *
 * @param kind what is to be done with texts
 * @param port where the server listens
 * @param connections how many connections to open
 */
record Load(Kind kind, int port, int connections) {

  /** What is to be done with texts. */
  enum Kind {
    /** They are counted, and the measured result is sent after the last. */
    FLOOD,
    /** Each is sent back. */
    ECHO,
    /** There are none. */
    IDLE;

    /** The name, as it is written in arguments and results. */
    String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  URI uri() {
    return URI.create("ws://127.0.0.1:" + port + "/");
  }
}
