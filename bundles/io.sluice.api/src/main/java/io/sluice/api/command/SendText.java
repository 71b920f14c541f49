// SPDX-License-Identifier: Apache-2.0
package io.sluice.api.command;

import static java.util.Objects.requireNonNull;

/**
 * Sends one text message on an open connection of the plugin. It is executed when the message was
 * handed to the network; it is never kept for a later connection.
 *
 * @param connection the connection's id, as events carry it
 * @param text the message, without lone surrogates, of at most the source's {@code max_text_bytes}
 *     in UTF-8
 */
public record SendText(String connection, String text) implements CommandPayload {

  /** The kind of the command. */
  public static final String KIND = "websocket_send";

  /** Refuses missing parts. */
  public SendText {
    requireNonNull(connection, "connection");
    requireNonNull(text, "text");
  }

  @Override
  public String kind() {
    return KIND;
  }
}
