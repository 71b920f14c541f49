// SPDX-License-Identifier: Apache-2.0
package io.sluice.example.devtools;

import com.google.gson.JsonObject;

/** What came of a command of the protocol. */
sealed interface Answer {

  /**
   * The peer carried it out.
   *
   * @param result what it answered
   */
  record Result(JsonObject result) implements Answer {}

  /**
   * The peer refused it.
   *
   * @param code a code of JSON-RPC or of the peer's own
   * @param message why
   */
  record Refused(String code, String message) implements Answer {}

  /**
   * There is no answer, and there will be none.
   *
   * @param why why not
   */
  record None(String why) implements Answer {}
}
