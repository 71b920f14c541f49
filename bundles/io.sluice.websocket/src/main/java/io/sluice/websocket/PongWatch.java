// SPDX-License-Identifier: Apache-2.0
package io.sluice.websocket;

/**
 * Watches the one pong that is being written. Nothing is read before it is, so that a peer that
 * takes none would keep the connection for ever. The reading thread begins; any thread ends.
 */
final class PongWatch {

  private volatile boolean writing;
  private volatile long since;

  void begin(long now) {
    since = now;
    writing = true;
  }

  void end() {
    writing = false;
  }

  boolean isOverdue(long now, long limitNanos) {
    return writing && now - since > limitNanos;
  }
}
