// SPDX-License-Identifier: Apache-2.0
package io.sluice.benchmark;

import io.sluice.spi.authority.AuthorityListener;
import io.sluice.spi.authority.AuthoritySnapshot;
import io.sluice.spi.connection.ConnectionListener;
import io.sluice.spi.connection.ConnectionReport;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Waits until something has become of one plugin, as the host tells. */
final class Awaited implements ConnectionListener, AuthorityListener {

  private static final long LIMIT_SECONDS = 20;

  private final String plugin;
  private volatile CompletableFuture<Long> whenConnected = new CompletableFuture<>();
  private volatile CompletableFuture<Long> whenNot = new CompletableFuture<>();
  private volatile CompletableFuture<Long> whenDecided = new CompletableFuture<>();

  Awaited(String plugin) {
    this.plugin = plugin;
  }

  /** Forgets what was. */
  void begin() {
    whenConnected = new CompletableFuture<>();
    whenNot = new CompletableFuture<>();
    whenDecided = new CompletableFuture<>();
  }

  @Override
  public void connectionChanged(ConnectionReport report) {
    if (report.plugin().name().equals(plugin)) {
      long now = System.nanoTime();
      switch (report.state()) {
        case CONNECTED -> whenConnected.complete(now);
        case CLOSED, DENIED -> whenNot.complete(now);
        default -> {
          // It is on its way.
        }
      }
    }
  }

  @Override
  public void authorityChanged(AuthoritySnapshot snapshot) {
    whenDecided.complete(System.nanoTime());
  }

  /** When it was connected. */
  long connected() throws Exception {
    return whenConnected.get(LIMIT_SECONDS, TimeUnit.SECONDS);
  }

  /** When it was not connected any more. */
  long disconnected() throws Exception {
    return whenNot.get(LIMIT_SECONDS, TimeUnit.SECONDS);
  }

  /** When another authority was in force. */
  long decided() throws Exception {
    return whenDecided.get(LIMIT_SECONDS, TimeUnit.SECONDS);
  }
}
