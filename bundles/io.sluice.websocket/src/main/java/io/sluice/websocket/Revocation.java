// SPDX-License-Identifier: Apache-2.0
package io.sluice.websocket;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/**
 * Has connections take note of a change of the grants. When it returns, nothing leaves any more of
 * what was taken away by it: not the text that a thread was just handing to a socket, nor a
 * handshake that another was about to begin.
 */
final class Revocation {

  private final Duration limit;

  /**
   * Makes one.
   *
   * @param limit how long to wait for what is just leaving, before its socket is cut off
   */
  Revocation(Duration limit) {
    this.limit = limit;
  }

  void apply(Stream<Connection> connections) {
    Map<Connection, CompletableFuture<Void>> quiet = new HashMap<>();
    connections.forEach(
        connection -> {
          connection.reconsider();
          CompletableFuture<Void> each = connection.quiet();
          if (!each.isDone()) {
            quiet.put(connection, each);
          }
        });
    if (!quiet.isEmpty() && !Ends.await(quiet.values(), limit)) {
      quiet.forEach(
          (connection, each) -> {
            if (!each.isDone()) {
              connection.cutOff();
            }
          });
    }
  }
}
