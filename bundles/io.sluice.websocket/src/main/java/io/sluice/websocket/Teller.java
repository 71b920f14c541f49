// SPDX-License-Identifier: Apache-2.0
package io.sluice.websocket;

import io.sluice.api.event.AuthorityRevoked;
import io.sluice.api.event.EventOrigin;
import io.sluice.api.event.IngressEvent;
import io.sluice.api.event.WebSocketClosed;
import io.sluice.api.event.WebSocketFailed;
import io.sluice.api.event.WebSocketOpened;
import io.sluice.api.event.WebSocketReconnectNeeded;
import io.sluice.spi.diagnostic.Diagnostic.Severity;
import io.sluice.spi.diagnostic.Diagnostics;
import io.sluice.spi.ingress.IngressPort;
import java.util.function.LongSupplier;

/**
 * Tells the plugin, through its port, and the operator what becomes of a connection, apart from the
 * texts. A port that is closed has nobody behind it who could be told.
 */
final class Teller {

  private final String plugin;
  private final boolean lasting;
  private final IngressPort port;
  private final Diagnostics diagnostics;
  private final LongSupplier clockMillis;

  /**
   * Makes one.
   *
   * @param plugin whose connection it is
   * @param lasting whether the operator expects the connection to last
   * @param port where events go
   * @param diagnostics takes note of what goes wrong
   * @param clockMillis the wall clock, in milliseconds
   */
  Teller(
      String plugin,
      boolean lasting,
      IngressPort port,
      Diagnostics diagnostics,
      LongSupplier clockMillis) {
    this.plugin = plugin;
    this.lasting = lasting;
    this.port = port;
    this.diagnostics = diagnostics;
    this.clockMillis = clockMillis;
  }

  void opened(Channel channel) {
    tell(new WebSocketOpened(channel.origin(), now(), channel.nextSerial(), channel.subprotocol()));
  }

  void closed(Channel channel, Closure closure) {
    tell(
        new WebSocketClosed(
            channel.origin(),
            now(),
            channel.nextSerial(),
            closure.code(),
            closure.reason(),
            closure.by()));
  }

  void failed(Channel channel, Failure failure) {
    EventOrigin origin = channel.origin();
    diagnose(Severity.WARNING, failure.code(), origin, failure.message());
    tell(
        new WebSocketFailed(
            origin, now(), channel.nextSerial(), failure.code(), failure.message()));
  }

  void reconnectNeeded(Channel channel, String reason) {
    EventOrigin origin = channel.origin();
    if (lasting) {
      diagnose(
          Severity.ERROR,
          "reconnect_needed",
          origin,
          "it is not retried (" + reason + "); sluice:restart " + plugin);
    }
    tell(new WebSocketReconnectNeeded(origin, now(), channel.nextSerial(), reason));
  }

  void revoked(Channel channel, String code) {
    EventOrigin origin = channel.origin();
    diagnose(Severity.INFO, "authority_revoked", origin, "closed since it is " + code + " now");
    tell(new AuthorityRevoked(origin, now(), channel.nextSerial(), code));
  }

  void skipsBinary(EventOrigin origin) {
    diagnose(
        Severity.WARNING,
        "unsupported_frame",
        origin,
        "the peer sends binary messages, which are skipped and counted");
  }

  void pausedTooLong(EventOrigin origin) {
    diagnose(
        Severity.WARNING,
        "paused_too_long",
        origin,
        "the queue was full for as long as reading may pause; the oldest texts are dropped");
  }

  void limited(EventOrigin origin, String message) {
    diagnose(Severity.WARNING, "connection_limit", origin, message);
  }

  private void diagnose(Severity severity, String code, EventOrigin origin, String message) {
    diagnostics.record(
        severity,
        "connection",
        code,
        plugin,
        origin.connection(),
        origin.source() + ": " + message);
  }

  private void tell(IngressEvent event) {
    port.offer(event, 0);
  }

  private long now() {
    return clockMillis.getAsLong();
  }
}
