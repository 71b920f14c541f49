// SPDX-License-Identifier: Apache-2.0
package io.sluice.example.session;

import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.util.Optional;

/**
 * A message of the gateway.
 *
 * @param op what it is
 * @param type the type of an event; empty for others
 * @param number the number of an event; 0 for others
 * @param data what it is about
 */
record Message(int op, String type, long number, JsonElement data) {

  static final int EVENT = 0;
  static final int HEARTBEAT = 1;
  static final int IDENTIFY = 2;
  static final int RESUME = 6;
  static final int RECONNECT = 7;
  static final int INVALID_SESSION = 9;
  static final int HELLO = 10;
  static final int HEARTBEAT_ACK = 11;

  /**
   * Reads a message.
   *
   * @throws JsonParseException if it is none
   */
  static Message parse(String text) {
    try {
      JsonObject object = JsonParser.parseString(text).getAsJsonObject();
      return new Message(
          member(object, "op").map(JsonElement::getAsInt).orElse(-1),
          member(object, "t").map(JsonElement::getAsString).orElse(""),
          member(object, "s").map(JsonElement::getAsLong).orElse(0L),
          member(object, "d").orElse(JsonNull.INSTANCE));
    } catch (IllegalStateException | NumberFormatException e) {
      throw new JsonParseException("a member is not what it should be", e);
    }
  }

  private static Optional<JsonElement> member(JsonObject object, String name) {
    return Optional.ofNullable(object.get(name)).filter(member -> !member.isJsonNull());
  }

  /** A text among the data; empty if there is none. */
  String text(String name) {
    return data.isJsonObject()
        ? member(data.getAsJsonObject(), name)
            .filter(JsonElement::isJsonPrimitive)
            .map(JsonElement::getAsString)
            .orElse("")
        : "";
  }

  /** The text of a message to the gateway. */
  static String say(int op, JsonElement data) {
    JsonObject object = new JsonObject();
    object.addProperty("op", op);
    object.add("d", data);
    return object.toString();
  }
}
