// SPDX-License-Identifier: Apache-2.0
package io.sluice.api.websocket;

import static java.util.Objects.requireNonNull;

import io.sluice.api.request.HeaderField;
import java.util.ArrayList;
import java.util.List;

/**
 * A WebSocket that the host is to open for the plugin.
 *
 * @param url an absolute {@code ws} or {@code wss} URL without user information and fragment, of at
 *     most 2,048 characters
 * @param subprotocols what to offer, of which the server must choose one: at most 16 different
 *     tokens of at most 128 characters; empty for none
 * @param headers further fields of the handshake, at most 64 with different names, of at most 16
 *     KiB in all. Names are tokens, values are printable ASCII. What belongs to the connection is
 *     the host's to write and is refused here: {@code Host}, {@code Connection}, {@code Upgrade},
 *     {@code Sec-WebSocket-…}, {@code Cookie} and the like
 */
public record WebSocketRequest(String url, List<String> subprotocols, List<HeaderField> headers) {

  /** Refuses missing parts and copies the lists. */
  public WebSocketRequest {
    requireNonNull(url, "url");
    subprotocols = List.copyOf(requireNonNull(subprotocols, "subprotocols"));
    headers = List.copyOf(requireNonNull(headers, "headers"));
  }

  /**
   * Makes a request without subprotocols and headers.
   *
   * @param url the URL
   * @return the request
   */
  public static WebSocketRequest of(String url) {
    return new WebSocketRequest(url, List.of(), List.of());
  }

  /**
   * Offers subprotocols.
   *
   * @param names their names, the preferred one first
   * @return a copy with these subprotocols
   */
  public WebSocketRequest withSubprotocols(String... names) {
    return new WebSocketRequest(url, List.of(names), headers);
  }

  /**
   * Adds a field to the header.
   *
   * @param name the field's name
   * @param value the field's value
   * @return a copy with that field
   */
  public WebSocketRequest withHeader(String name, String value) {
    List<HeaderField> more = new ArrayList<>(headers);
    more.add(new HeaderField(name, value));
    return new WebSocketRequest(url, subprotocols, more);
  }

  /** Shows the subprotocols alone, since URL and header may hold secrets. */
  @Override
  public String toString() {
    return "subprotocols " + subprotocols;
  }
}
