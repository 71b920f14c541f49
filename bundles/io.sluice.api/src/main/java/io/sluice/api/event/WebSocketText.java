// SPDX-License-Identifier: Apache-2.0
package io.sluice.api.event;

import static java.util.Objects.requireNonNull;

/**
 * A whole text message arrived; fragments have been put together.
 *
 * @param origin where it comes from
 * @param createdAtMillis see {@link IngressEvent#createdAtMillis()}
 * @param serial see {@link IngressEvent#serial()}
 * @param text the message as the peer sent it, of valid UTF-8 and at most the source's {@code
 *     max_text_bytes}
 */
public record WebSocketText(EventOrigin origin, long createdAtMillis, long serial, String text)
    implements IngressEvent {

  /** Refuses missing parts. */
  public WebSocketText {
    requireNonNull(origin, "origin");
    requireNonNull(text, "text");
  }

  @Override
  public EventKind kind() {
    return EventKind.WEBSOCKET_TEXT;
  }
}
