// SPDX-License-Identifier: Apache-2.0
package io.sluice.spi.websocket;

import io.sluice.api.request.HeaderField;
import io.sluice.api.websocket.WebSocketRequest;
import io.sluice.spi.request.RequestRule;
import io.sluice.spi.target.InvalidTargetException;
import io.sluice.spi.target.TargetUrl;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Tells whether what a plugin wants with a WebSocket is well formed, by itself: whoever takes it
 * from plugins asks this first. How long texts may be is for the one who sends them to say.
 */
public final class WebSocketRule {

  /** The most subprotocols to offer. */
  public static final int MOST_SUBPROTOCOLS = 16;

  /** The most bytes of the reason of a close frame (RFC 6455, section 5.5). */
  public static final int LONGEST_CLOSE_REASON = 123;

  private WebSocketRule() {}

  /**
   * Looks for what is wrong with a WebSocket that is to be opened.
   *
   * @param request what to open
   * @return what is wrong, without any secret, or empty if nothing is
   */
  public static Optional<String> problem(WebSocketRequest request) {
    return ofUrl(request.url())
        .or(() -> ofSubprotocols(request.subprotocols()))
        .or(() -> RequestRule.problemOfHeader(request.headers()))
        .or(() -> ofNames(request.headers()));
  }

  private static Optional<String> ofUrl(String text) {
    try {
      return TargetUrl.parse(text).scheme().isWebSocket()
          ? Optional.empty()
          : Optional.of("url: a WebSocket goes to ws:// or wss://");
    } catch (InvalidTargetException e) {
      return Optional.of("url: " + e.getMessage());
    }
  }

  private static Optional<String> ofSubprotocols(List<String> names) {
    if (names.size() > MOST_SUBPROTOCOLS) {
      return Optional.of("subprotocols: more than " + MOST_SUBPROTOCOLS);
    }
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < names.size(); i++) {
      if (!RequestRule.isToken(names.get(i))) {
        return Optional.of("subprotocols[" + i + "]: not a token (RFC 9110, section 5.6.2)");
      }
      if (!seen.add(names.get(i))) {
        return Optional.of("subprotocols[" + i + "]: stands here twice");
      }
    }
    return Optional.empty();
  }

  private static Optional<String> ofNames(List<HeaderField> fields) {
    Set<String> seen = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    for (int i = 0; i < fields.size(); i++) {
      if (!seen.add(fields.get(i).name())) {
        return Optional.of("headers[" + i + "]: the name stands here twice");
      }
    }
    return Optional.empty();
  }

  /**
   * Looks for what is wrong with a text that is to be sent. UTF-8 has no form for half a character,
   * so that it could not be sent as it is.
   *
   * @param text the text
   * @return what is wrong, or empty if nothing is
   */
  public static Optional<String> problemOfText(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (Character.isSurrogate(c)) {
        boolean pair =
            Character.isHighSurrogate(c)
                && i + 1 < text.length()
                && Character.isLowSurrogate(text.charAt(i + 1));
        if (!pair) {
          return Optional.of("the text has a lone surrogate at index " + i);
        }
        i++;
      }
    }
    return Optional.empty();
  }

  /**
   * Looks for what is wrong with a close frame that is to be sent.
   *
   * @param code its status code
   * @param reason its reason
   * @return what is wrong, or empty if nothing is
   */
  public static Optional<String> problemOfClose(int code, String reason) {
    boolean sendable =
        (code >= 1000 && code <= 1003)
            || (code >= 1007 && code <= 1014)
            || (code >= 3000 && code <= 4999);
    if (!sendable) {
      return Optional.of(
          "the close code " + code + " is not one that may be sent (RFC 6455, section 7.4)");
    }
    return problemOfText(reason)
        .or(
            () ->
                reason.getBytes(StandardCharsets.UTF_8).length > LONGEST_CLOSE_REASON
                    ? Optional.of(
                        "the close reason is longer than " + LONGEST_CLOSE_REASON + " bytes")
                    : Optional.empty());
  }
}
