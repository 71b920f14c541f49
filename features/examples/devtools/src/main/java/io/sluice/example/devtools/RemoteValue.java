// SPDX-License-Identifier: Apache-2.0
package io.sluice.example.devtools;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.stream.Collectors;

/** Tells in short what the protocol says about values of JavaScript. */
final class RemoteValue {

  private RemoteValue() {}

  /** A value, or the peer's description, or at least its type: {@code Runtime.RemoteObject}. */
  static String text(JsonObject remote) {
    JsonElement value = remote.get("value");
    if (value instanceof JsonPrimitive primitive) {
      return primitive.getAsString();
    }
    // A number such as NaN, which JSON has no form for.
    String unserializable = Members.text(remote, "unserializableValue");
    if (!unserializable.isEmpty()) {
      return unserializable;
    }
    String type = Members.text(remote, "type");
    if (value != null && type.equals("object")) {
      return value.toString();
    }
    String description = Members.text(remote, "description");
    return description.isEmpty() ? type : description;
  }

  /** What the console printed: the event {@code Runtime.consoleAPICalled}. */
  static String printed(JsonObject event) {
    String line =
        Members.objects(event, "args").stream()
            .map(RemoteValue::text)
            .collect(Collectors.joining(" "));
    String type = Members.text(event, "type");
    return type.equals("log") ? line : type + ": " + line;
  }

  /** What was thrown, without its stack: {@code Runtime.ExceptionDetails}. */
  static String thrown(JsonObject details) {
    String text = Members.text(details, "text");
    String exception = text(Members.object(details, "exception")).lines().findFirst().orElse("");
    return text.contains(exception) ? text : text + " " + exception;
  }
}
