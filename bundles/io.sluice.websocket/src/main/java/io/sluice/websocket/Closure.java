// SPDX-License-Identifier: Apache-2.0
package io.sluice.websocket;

import io.sluice.api.event.ClosedBy;

/**
 * How a connection that was open comes to its end.
 *
 * @param code the status code (RFC 6455, section 7.4)
 * @param reason the reason that goes with it
 * @param by who closes it
 */
record Closure(int code, String reason, ClosedBy by) {

  /** RFC 6455, section 7.1.5: no close frame was received. */
  static final int ABNORMAL = 1006;

  static Closure brokenOff() {
    return new Closure(ABNORMAL, "", ClosedBy.NETWORK);
  }

  static Closure byHost(int code, String reason) {
    return new Closure(code, reason, ClosedBy.HOST);
  }
}
