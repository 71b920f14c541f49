// SPDX-License-Identifier: Apache-2.0
package io.sluice.api.event;

import java.util.Locale;
import java.util.Optional;

/** The kinds of events. The name on the wire is what a manifest's {@code event_kinds} lists. */
public enum EventKind {
  /** A connection was opened; see {@link WebSocketOpened}. */
  WEBSOCKET_OPEN,
  /** A text arrived; see {@link WebSocketText}. */
  WEBSOCKET_TEXT,
  /** A connection that was open is closed; see {@link WebSocketClosed}. */
  WEBSOCKET_CLOSE,
  /** An attempt to connect, or a connection, failed; see {@link WebSocketFailed}. */
  WEBSOCKET_ERROR,
  /** The host does not or no longer retry; see {@link WebSocketReconnectNeeded}. */
  WEBSOCKET_RECONNECT_NEEDED,
  /** Events were dropped; see {@link WebSocketGap}. */
  WEBSOCKET_GAP,
  /** The operator took the authority away; see {@link AuthorityRevoked}. */
  AUTHORITY_REVOKED;

  private final String wireName = name().toLowerCase(Locale.ROOT);

  /**
   * The name that manifests and outputs use.
   *
   * @return the constant's name in lower case
   */
  public String wireName() {
    return wireName;
  }

  /**
   * Finds a kind by the name that manifests and outputs use.
   *
   * @param wireName the name
   * @return the kind, or empty if there is none of that name
   */
  public static Optional<EventKind> ofWireName(String wireName) {
    for (EventKind kind : values()) {
      if (kind.wireName.equals(wireName)) {
        return Optional.of(kind);
      }
    }
    return Optional.empty();
  }
}
