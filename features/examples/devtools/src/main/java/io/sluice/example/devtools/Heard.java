// SPDX-License-Identifier: Apache-2.0
package io.sluice.example.devtools;

import com.google.gson.JsonObject;

/** What a message of the peer means. */
sealed interface Heard {

  /**
   * The answer to a command.
   *
   * @param call the command
   * @param answer the answer
   */
  record Answered(Call call, Answer answer) implements Heard {}

  /**
   * An event that the peer pushed, known or not.
   *
   * @param method its name
   * @param params what it carries
   */
  record Pushed(String method, JsonObject params) implements Heard {}

  /**
   * Nothing that the protocol provides for.
   *
   * @param why what is wrong with it
   */
  record Unexpected(String why) implements Heard {}
}
