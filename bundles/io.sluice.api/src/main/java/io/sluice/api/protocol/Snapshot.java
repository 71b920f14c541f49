// SPDX-License-Identifier: Apache-2.0
package io.sluice.api.protocol;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.List;

/**
 * Where a worker stands: events from which its present state follows, as if they had just come in.
 * What came before and does not matter any more is not in it.
 *
 * @param at when
 * @param truncated whether something was left out, since it would have been too long
 * @param events the events, in the order in which to take them; none is a snapshot
 */
public record Snapshot(Instant at, boolean truncated, List<ProtocolEvent> events)
    implements HostEvent {

  /** The event's type. */
  public static final String TYPE = "snapshot";

  /** Refuses missing parts. */
  public Snapshot {
    requireNonNull(at, "at");
    requireNonNull(events, "events");
    events = List.copyOf(events);
  }

  @Override
  public String type() {
    return TYPE;
  }
}
