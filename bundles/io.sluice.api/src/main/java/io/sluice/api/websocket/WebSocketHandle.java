// SPDX-License-Identifier: Apache-2.0
package io.sluice.api.websocket;

import static java.util.Objects.requireNonNull;

/**
 * Names a WebSocket that was opened through a {@link WebSocketHost}. It is of use to the bundle
 * that opened the WebSocket alone, and for as long as the WebSocket is there.
 *
 * @param id the id, which no other WebSocket of the host has or will have; the operator sees it,
 *     too
 */
public record WebSocketHandle(String id) {

  /** Refuses a missing id. */
  public WebSocketHandle {
    requireNonNull(id, "id");
  }
}
