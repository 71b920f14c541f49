// SPDX-License-Identifier: Apache-2.0
package io.sluice.websocket;

/** What a connection waits for the time of. */
enum Alarm {
  /** The next attempt. */
  RETRY,
  /** A connection that stays open for so long counts as stable. */
  STABLE,
  /** A peer that does not close by then is cut off. */
  CUT
}
