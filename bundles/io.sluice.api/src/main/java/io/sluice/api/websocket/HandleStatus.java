// SPDX-License-Identifier: Apache-2.0
package io.sluice.api.websocket;

import static java.util.Objects.requireNonNull;

import java.time.Instant;

/**
 * How a WebSocket that was opened through a {@link WebSocketHost} is doing.
 *
 * @param handle names it
 * @param url where it goes, without the query
 * @param open whether it is open; if not, what came in before can still be received
 * @param closesAt when the host closes it, if nobody does so before
 * @param textsWaiting the texts that came in and were not received yet
 * @param sendsWaiting the texts that wait to be sent
 */
public record HandleStatus(
    WebSocketHandle handle,
    String url,
    boolean open,
    Instant closesAt,
    int textsWaiting,
    int sendsWaiting) {

  /** Refuses missing parts. */
  public HandleStatus {
    requireNonNull(handle, "handle");
    requireNonNull(url, "url");
    requireNonNull(closesAt, "closesAt");
  }
}
