// SPDX-License-Identifier: Apache-2.0
package io.sluice.example.devtools;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonPrimitive;
import com.google.gson.Strictness;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/**
 * Reads objects that a peer wrote, who may have written anything: a member that is missing or of
 * another type is empty.
 */
final class Members {

  private static final Gson GSON = new GsonBuilder().setStrictness(Strictness.STRICT).create();

  private Members() {}

  /**
   * Reads a text that is one JSON object (RFC 8259).
   *
   * @throws JsonParseException if it is anything else
   */
  static JsonObject parse(String text) {
    JsonObject object = GSON.fromJson(text, JsonObject.class);
    if (object == null) {
      throw new JsonParseException("an empty text");
    }
    return object;
  }

  static JsonObject object(JsonObject object, String name) {
    return object.get(name) instanceof JsonObject member ? member : new JsonObject();
  }

  /** The objects of an array; what else is in it is left out. */
  static List<JsonObject> objects(JsonObject object, String name) {
    List<JsonObject> objects = new ArrayList<>();
    if (object.get(name) instanceof JsonArray array) {
      for (JsonElement element : array) {
        if (element instanceof JsonObject each) {
          objects.add(each);
        }
      }
    }
    return objects;
  }

  /** The text of a string, number or boolean. */
  static String text(JsonObject object, String name) {
    return object.get(name) instanceof JsonPrimitive member ? member.getAsString() : "";
  }

  /** A whole number of at most 64 bits. */
  static OptionalLong integer(JsonObject object, String name) {
    if (!(object.get(name) instanceof JsonPrimitive member) || !member.isNumber()) {
      return OptionalLong.empty();
    }
    try {
      return OptionalLong.of(Long.parseLong(member.getAsString()));
    } catch (NumberFormatException e) {
      return OptionalLong.empty();
    }
  }
}
