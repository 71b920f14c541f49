// SPDX-License-Identifier: Apache-2.0
package io.sluice.stream;

import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads JSON as RFC 8259 writes it and nothing beside: one object, no key twice, nothing after it.
 * Objects become maps in their order, arrays lists, numbers keep their digits.
 */
public final class JsonReading {

  static final int MAX_DEPTH = 34;

  private final JsonReader reader;

  private JsonReading(JsonReader reader) {
    this.reader = reader;
    reader.setStrictness(Strictness.STRICT);
    reader.setNestingLimit(MAX_DEPTH);
  }

  /**
   * Reads an object.
   *
   * @param json the text
   * @return the object, with values that are null, booleans, numbers, strings, lists and maps
   * @throws MalformedException if it is not one JSON object
   */
  public static Map<String, @Nullable Object> object(String json) throws MalformedException {
    if (json.startsWith("\uFEFF")) {
      throw new MalformedException("begins with a byte order mark");
    }
    try (JsonReader reader = new JsonReader(new StringReader(json))) {
      return new JsonReading(reader).document();
    } catch (IOException | IllegalStateException e) {
      // The library tells what is no JSON in both ways.
      throw new MalformedException("not JSON");
    }
  }

  private Map<String, @Nullable Object> document() throws IOException, MalformedException {
    if (reader.peek() != JsonToken.BEGIN_OBJECT) {
      throw new MalformedException("not a JSON object");
    }
    Map<String, @Nullable Object> object = object();
    if (reader.peek() != JsonToken.END_DOCUMENT) {
      throw new MalformedException("there is more after the JSON object");
    }
    return object;
  }

  private @Nullable Object value() throws IOException, MalformedException {
    return switch (reader.peek()) {
      case BEGIN_OBJECT -> object();
      case BEGIN_ARRAY -> array();
      case STRING -> reader.nextString();
      case BOOLEAN -> reader.nextBoolean();
      case NUMBER -> new JsonNumber(reader.nextString());
      case NULL -> {
        reader.nextNull();
        yield null;
      }
      default -> throw new MalformedException("not JSON");
    };
  }

  private Map<String, @Nullable Object> object() throws IOException, MalformedException {
    Map<String, @Nullable Object> object = new LinkedHashMap<>();
    reader.beginObject();
    while (reader.hasNext()) {
      String key = reader.nextName();
      if (object.containsKey(key)) {
        throw new MalformedException("a key stands there twice");
      }
      object.put(key, value());
    }
    reader.endObject();
    return object;
  }

  private List<@Nullable Object> array() throws IOException, MalformedException {
    List<@Nullable Object> array = new ArrayList<>();
    reader.beginArray();
    while (reader.hasNext()) {
      array.add(value());
    }
    reader.endArray();
    return array;
  }
}
