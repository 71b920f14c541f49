// SPDX-License-Identifier: Apache-2.0
package io.sluice.shell;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.sluice.spi.diagnostic.PlainText;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;

/** A frame in one line that a person can read. */
final class FrameLine {

  private static final int MOST_CHARACTERS = 512;

  private FrameLine() {}

  /** The line, or empty for what tells nothing. */
  static Optional<String> of(String frame) {
    JsonObject object = JsonParser.parseString(frame).getAsJsonObject();
    return switch (object.get("kind").getAsString()) {
      case "event" -> Optional.of(event(object.getAsJsonObject("payload")));
      case "diagnostic" ->
          Optional.of(
              plain(object.get("code").getAsString() + ": " + object.get("message").getAsString()));
      default -> Optional.empty();
    };
  }

  private static String event(JsonObject payload) {
    StringJoiner line = new StringJoiner(" ");
    line.add(payload.get("type").getAsString());
    for (Map.Entry<String, JsonElement> field : payload.entrySet()) {
      if (!field.getKey().equals("type")) {
        line.add(field.getKey() + "=" + text(field.getValue()));
      }
    }
    return plain(line.toString());
  }

  private static String text(JsonElement value) {
    return value.isJsonPrimitive() ? value.getAsString() : value.toString();
  }

  private static String plain(String text) {
    return PlainText.of(text, MOST_CHARACTERS);
  }
}
