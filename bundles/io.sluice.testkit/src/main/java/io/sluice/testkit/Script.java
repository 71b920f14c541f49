// SPDX-License-Identifier: Apache-2.0
package io.sluice.testkit;

import org.osgi.annotation.versioning.ConsumerType;

/** What the server does on a connection, from the handshake on. */
@ConsumerType
@FunctionalInterface
public interface Script {

  /**
   * Plays the server's part. It runs on a thread of its own for each connection, and the connection
   * stays open when it ends.
   *
   * @param peer the connection
   * @throws Exception if the part cannot be played; the connection is then cut
   */
  void play(TestPeer peer) throws Exception;
}
