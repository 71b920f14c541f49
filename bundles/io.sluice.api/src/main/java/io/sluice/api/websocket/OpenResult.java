// SPDX-License-Identifier: Apache-2.0
package io.sluice.api.websocket;

import static java.util.Objects.requireNonNull;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What became of a WebSocket that was to be opened. */
public sealed interface OpenResult permits OpenResult.Opened, Rejected, Failed {

  /**
   * It is open.
   *
   * @param handle names it from now on
   * @param selectedSubprotocol the subprotocol that the server chose (RFC 6455, section 1.9), or
   *     null
   */
  record Opened(WebSocketHandle handle, @Nullable String selectedSubprotocol)
      implements OpenResult {

    /** Refuses a missing handle. */
    public Opened {
      requireNonNull(handle, "handle");
    }

    /**
     * The subprotocol that the server chose.
     *
     * @return its name, or empty if the server chose none
     */
    public Optional<String> subprotocol() {
      return Optional.ofNullable(selectedSubprotocol);
    }
  }
}
