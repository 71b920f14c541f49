// SPDX-License-Identifier: Apache-2.0
package io.sluice.websocket;

/** The one owner of sockets, as they and those who open them see it. From any thread. */
interface SocketOwner {

  /** Takes note of a fact, and does what follows. */
  void post(Fact fact);

  /** Runs a task when nothing else is done for the owner. */
  void enter(Runnable task);

  /** Tells whether the dial of a number is still wanted. To be asked by a task. */
  boolean isDialling(long dial);
}
