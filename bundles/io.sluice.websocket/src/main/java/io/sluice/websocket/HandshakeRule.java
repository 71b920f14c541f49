// SPDX-License-Identifier: Apache-2.0
package io.sluice.websocket;

import java.time.Instant;
import java.util.List;
import org.eclipse.jetty.client.Response;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.websocket.core.util.WebSocketUtils;
import org.jspecify.annotations.Nullable;

/**
 * Judges the header of a server's answer to the handshake (RFC 6455, section 4.1).
 *
 * <p>Jetty judges it, too, but later, more leniently, and without closing the socket.
 */
final class HandshakeRule {

  private HandshakeRule() {}

  /** Tells why an answer is not accepted, or null if it is. */
  static @Nullable Failure refusal(Response response) {
    HttpFields request = response.getRequest().getHeaders();
    HttpFields answer = response.getHeaders();
    int status = response.getStatus();
    if (status != HttpStatus.SWITCHING_PROTOCOLS_101) {
      String retryAfter = answer.get(HttpHeader.RETRY_AFTER);
      return FailureRule.ofStatus(status, RetryAfter.millis(retryAfter, Instant.now()));
    }
    if (!isUpgrade(request, answer)) {
      return Failure.late("bad_upgrade", "the server's answer is no WebSocket handshake");
    }
    if (answer.contains(HttpHeader.SEC_WEBSOCKET_EXTENSIONS)) {
      return Failure.late("bad_upgrade", "the server chose an extension that was not offered");
    }
    return ofSubprotocols(
        request.getCSV(HttpHeader.SEC_WEBSOCKET_SUBPROTOCOL, false),
        answer.getCSV(HttpHeader.SEC_WEBSOCKET_SUBPROTOCOL, false));
  }

  private static boolean isUpgrade(HttpFields request, HttpFields answer) {
    String key = request.get(HttpHeader.SEC_WEBSOCKET_KEY);
    return answer.contains(HttpHeader.UPGRADE, "websocket")
        && answer.contains(HttpHeader.CONNECTION, "upgrade")
        && key != null
        && WebSocketUtils.hashKey(key).equals(answer.get(HttpHeader.SEC_WEBSOCKET_ACCEPT));
  }

  private static @Nullable Failure ofSubprotocols(List<String> offered, List<String> chosen) {
    if (chosen.isEmpty()) {
      return offered.isEmpty()
          ? null
          : Failure.late("subprotocol_missing", "the server chose none of the subprotocols");
    }
    return chosen.size() == 1 && offered.contains(chosen.get(0))
        ? null
        : Failure.late("bad_upgrade", "the server chose a subprotocol that was not offered");
  }
}
