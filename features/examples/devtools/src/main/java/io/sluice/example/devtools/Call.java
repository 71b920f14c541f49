// SPDX-License-Identifier: Apache-2.0
package io.sluice.example.devtools;

import com.google.gson.JsonObject;
import java.util.concurrent.CompletableFuture;

/**
 * A command of the protocol, and its answer to come.
 *
 * @param id the number by which the answer is known
 * @param method what to do
 * @param text the message to send
 * @param answer completes once, never exceptionally
 */
record Call(long id, String method, String text, CompletableFuture<Answer> answer) {

  static Call of(long id, String method, JsonObject params) {
    JsonObject message = new JsonObject();
    message.addProperty("id", id);
    message.addProperty("method", method);
    message.add("params", params);
    return new Call(id, method, message.toString(), new CompletableFuture<>());
  }
}
