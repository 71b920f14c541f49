// SPDX-License-Identifier: Apache-2.0
package io.sluice.api.event;

import static java.util.Objects.requireNonNull;

/**
 * The operator took away the authority that a live connection stood on. The connection is closed,
 * and what waited to be sent on it was discarded.
 *
 * @param origin the connection that was closed
 * @param createdAtMillis see {@link IngressEvent#createdAtMillis()}
 * @param serial see {@link IngressEvent#serial()}
 * @param code the stable code of what is missing now, such as {@code not_granted} or {@code denied}
 */
public record AuthorityRevoked(EventOrigin origin, long createdAtMillis, long serial, String code)
    implements IngressEvent {

  /** Refuses missing parts. */
  public AuthorityRevoked {
    requireNonNull(origin, "origin");
    requireNonNull(code, "code");
  }

  @Override
  public EventKind kind() {
    return EventKind.AUTHORITY_REVOKED;
  }
}
