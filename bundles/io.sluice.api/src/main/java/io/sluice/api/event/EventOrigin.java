// SPDX-License-Identifier: Apache-2.0
package io.sluice.api.event;

import static java.util.Objects.requireNonNull;

/**
 * Where events come from: one connection of one source. The events of a connection share it.
 *
 * @param ingress the name of the ingress in the manifest
 * @param source {@code websocket:} and the URL without its query
 * @param connection the id by which a command addresses the connection
 * @param attempt the number of the attempt to connect, from 1
 */
public record EventOrigin(String ingress, String source, String connection, int attempt) {

  /** Refuses missing parts. */
  public EventOrigin {
    requireNonNull(ingress, "ingress");
    requireNonNull(source, "source");
    requireNonNull(connection, "connection");
  }
}
