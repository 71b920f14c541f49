// SPDX-License-Identifier: Apache-2.0
package io.sluice.api.protocol;

import static java.util.Objects.requireNonNull;

import java.time.Instant;

/**
 * How an ingress is doing.
 *
 * @param at when
 * @param ingress its name
 * @param handled whether a handler is there for it
 * @param granted whether the plugin may receive on it
 */
public record IngressStatus(Instant at, String ingress, boolean handled, boolean granted)
    implements HostEvent {

  /** The event's type. */
  public static final String TYPE = "ingress";

  /** Refuses missing parts. */
  public IngressStatus {
    requireNonNull(at, "at");
    requireNonNull(ingress, "ingress");
  }

  @Override
  public String type() {
    return TYPE;
  }
}
