// SPDX-License-Identifier: Apache-2.0
package io.sluice.testkit.profile;

/** What a message of a session gateway is, as numbers in its member {@code op}. */
final class Opcode {

  static final int DISPATCH = 0;
  static final int HEARTBEAT = 1;
  static final int IDENTIFY = 2;
  static final int RESUME = 6;
  static final int RECONNECT = 7;
  static final int INVALID_SESSION = 9;
  static final int HELLO = 10;
  static final int HEARTBEAT_ACK = 11;

  private Opcode() {}
}
