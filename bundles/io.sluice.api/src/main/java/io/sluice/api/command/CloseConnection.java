// SPDX-License-Identifier: Apache-2.0
package io.sluice.api.command;

import static java.util.Objects.requireNonNull;

/**
 * Closes an open connection of the plugin. What follows is the source's reconnect mode: with {@code
 * backoff} the host connects again, with {@code none} it says {@code websocket_reconnect_needed}.
 *
 * @param connection the connection's id, as events carry it
 * @param code the status code to send: 1000, 1001, 1002, 1003, 1007 to 1014, or 3000 to 4999 (RFC
 *     6455, section 7.4)
 * @param reason the reason to send, of at most 123 bytes in UTF-8 (RFC 6455, section 5.5)
 */
public record CloseConnection(String connection, int code, String reason)
    implements CommandPayload {

  /** The kind of the command. */
  public static final String KIND = "websocket_close";

  /** Refuses missing parts. */
  public CloseConnection {
    requireNonNull(connection, "connection");
    requireNonNull(reason, "reason");
  }

  @Override
  public String kind() {
    return KIND;
  }
}
