// SPDX-License-Identifier: Apache-2.0
package io.sluice.api.command;

import static java.util.Objects.requireNonNull;

/**
 * Opens one more connection, to a URL that a server gave for instance, to resume a session there.
 * It is executed when the handshake is done, and the result {@linkplain CommandResult#connection()
 * names the connection}; its events come to the ingress like those of a source.
 *
 * <p>The URL needs what a source's does: a target of the manifest, a grant, and an address that may
 * be connected to. The subprotocols and bounds are those of a source of the ingress: one of the
 * same scheme, host and port if there is one, else the first. A source's header and query, and with
 * them its secrets, go to its own scheme, host and port only.
 *
 * <p>The host dials it once. After its close event comes a {@code websocket_reconnect_needed}. It
 * ends with the plugin's service, when the ingress ends, and when its grant is revoked.
 *
 * @param ingress the name of an ingress of the plugin, which is granted and has a handler
 * @param url where to connect to: {@code wss://} or {@code ws://}, of at most 2,048 characters; a
 *     parameter of its query stands in the place of the source's of that name
 */
public record OpenConnection(String ingress, String url) implements CommandPayload {

  /** The kind of the command. */
  public static final String KIND = "websocket_open";

  /** Refuses missing parts. */
  public OpenConnection {
    requireNonNull(ingress, "ingress");
    requireNonNull(url, "url");
  }

  @Override
  public String kind() {
    return KIND;
  }

  /** Shows no URL, whose query may hold a secret. */
  @Override
  public String toString() {
    return "OpenConnection[ingress=" + ingress + "]";
  }
}
