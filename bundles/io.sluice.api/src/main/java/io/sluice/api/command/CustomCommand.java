// SPDX-License-Identifier: Apache-2.0
package io.sluice.api.command;

import static java.util.Objects.requireNonNull;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A command of a kind that this API has no type for: it is for transports that others add to a
 * host. Where no transport is there for the kind, its result is {@link Outcome#UNSUPPORTED}.
 *
 * @param kind the kind, of 1 to 64 lower-case letters, digits and underscores; none of this API's
 *     own kinds
 * @param payload a small JSON object, with the limits of {@link UpdateStatus#status()}
 */
public record CustomCommand(String kind, Map<String, ? extends @Nullable Object> payload)
    implements CommandPayload {

  /** Refuses missing parts. */
  public CustomCommand {
    requireNonNull(kind, "kind");
    requireNonNull(payload, "payload");
  }
}
