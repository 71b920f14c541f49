// SPDX-License-Identifier: Apache-2.0
package io.sluice.websocket;

/** What is to be done, as {@link Transitions} decides it. */
sealed interface Action {

  /** Open a socket. */
  record Dial(long dial, int attempt) implements Action {}

  /** Give up a socket that is being opened, or close one at once. */
  record Cut(long dial) implements Action {}

  /** Let nothing out any more, and send a close frame. */
  record SendClose(long dial, int code, String reason) implements Action {}

  /** Let nothing out any more. */
  record Shut(long dial) implements Action {}

  /** Tell the plugin that the socket is open, and begin to read. */
  record TellOpened(long dial) implements Action {}

  /** Tell the plugin that the socket is closed. */
  record TellClosed(Closure closure) implements Action {}

  /** Tell the plugin and the operator what failed. */
  record TellFailed(Failure failure) implements Action {}

  /** Tell the plugin and the operator that nobody retries. */
  record TellReconnectNeeded(String reason) implements Action {}

  /** Tell the plugin and the operator that it lost its authority. */
  record TellRevoked(String code) implements Action {}

  /** Set the alarm for the next attempt. */
  record WaitForRetry(Failure failure, State.Tries tries) implements Action {}

  /** Set another alarm, in place of the one that is set. */
  record SetAlarm(Alarm alarm) implements Action {}

  /** Have no alarm set. */
  record ClearAlarm() implements Action {}

  /** Give back the place among the connections. */
  record Release() implements Action {}
}
