// SPDX-License-Identifier: Apache-2.0
package io.sluice.api.protocol;

import static java.util.Objects.requireNonNull;

import java.time.Instant;

/**
 * How a source's connection is doing.
 *
 * @param at when
 * @param ingress the ingress that it feeds
 * @param url where it goes, without the query
 * @param connection its id, which changes with each attempt; empty before the first
 * @param state its state in one word, such as {@code connected}
 * @param reason the code of why; empty where there is nothing to say
 * @param attempts attempts since it last was stable
 */
public record ConnectionStatus(
    Instant at,
    String ingress,
    String url,
    String connection,
    String state,
    String reason,
    int attempts)
    implements HostEvent {

  /** The event's type. */
  public static final String TYPE = "connection";

  /** Refuses missing parts. */
  public ConnectionStatus {
    requireNonNull(at, "at");
    requireNonNull(ingress, "ingress");
    requireNonNull(url, "url");
    requireNonNull(connection, "connection");
    requireNonNull(state, "state");
    requireNonNull(reason, "reason");
  }

  @Override
  public String type() {
    return TYPE;
  }
}
