// SPDX-License-Identifier: Apache-2.0
package io.sluice.example.devtools;

import com.google.gson.JsonObject;

/** The command {@code Runtime.evaluate}. */
final class Evaluation {

  static final String METHOD = "Runtime.evaluate";

  /** A loop without end would stop the process for everybody. */
  private static final int MOST_MILLIS = 5_000;

  private Evaluation() {}

  static JsonObject params(String expression) {
    JsonObject params = new JsonObject();
    params.addProperty("expression", expression);
    // By reference, the process would keep each value for as long as we are connected.
    params.addProperty("returnByValue", true);
    params.addProperty("awaitPromise", true);
    params.addProperty("timeout", MOST_MILLIS);
    return params;
  }

  /** The value, or why there is none. */
  static String text(Answer answer) {
    if (answer instanceof Answer.Result result) {
      JsonObject thrown = Members.object(result.result(), "exceptionDetails");
      return thrown.size() == 0
          ? RemoteValue.text(Members.object(result.result(), "result"))
          : RemoteValue.thrown(thrown);
    }
    return answer instanceof Answer.Refused refused
        ? "refused: " + refused.message()
        : ((Answer.None) answer).why();
  }
}
