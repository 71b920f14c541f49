// SPDX-License-Identifier: Apache-2.0
package io.sluice.testkit.profile;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import io.sluice.testkit.TestPeer;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A connection whose messages are JSON objects. */
final class JsonPeer {

  private final TestPeer peer;

  JsonPeer(TestPeer peer) {
    this.peer = peer;
  }

  /** Sends a message, unless the client has left. */
  void send(JsonObject message) {
    try {
      peer.send(message.toString());
    } catch (IOException e) {
      peer.drop();
    }
  }

  /** Closes the connection, unless the client has left. */
  void close(int code, String reason) {
    try {
      peer.close(code, reason);
    } catch (IOException e) {
      peer.drop();
    }
  }

  void drop() {
    peer.drop();
  }

  String requestTarget() {
    return peer.handshake().requestTarget();
  }

  /**
   * Waits for the next message.
   *
   * @return the message, or empty if the connection has ended
   * @throws JsonParseException if it is not an object
   */
  Optional<JsonObject> next() throws InterruptedException {
    return peer.nextText().map(JsonPeer::object);
  }

  private static JsonObject object(String text) {
    JsonElement parsed = JsonParser.parseString(text);
    if (!parsed.isJsonObject()) {
      throw new JsonParseException("not an object");
    }
    return parsed.getAsJsonObject();
  }

  /** A member of an object that is a text; empty if there is none. */
  static String text(JsonObject object, String name) {
    JsonElement member = object.get(name);
    return member != null && member.isJsonPrimitive() ? member.getAsString() : "";
  }

  /** A member of an object that is a whole number; null if there is none. */
  static @Nullable Long number(JsonObject object, String name) {
    JsonElement member = object.get(name);
    try {
      return member == null || !member.isJsonPrimitive() ? null : member.getAsLong();
    } catch (NumberFormatException e) {
      return null;
    }
  }

  /** A member of an object that is an object; an empty one if there is none. */
  static JsonObject object(JsonObject object, String name) {
    JsonElement member = object.get(name);
    return member != null && member.isJsonObject() ? member.getAsJsonObject() : new JsonObject();
  }
}
