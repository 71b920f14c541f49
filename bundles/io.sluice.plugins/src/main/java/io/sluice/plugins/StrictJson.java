// SPDX-License-Identifier: Apache-2.0
package io.sluice.plugins;

import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import com.google.gson.stream.MalformedJsonException;
import java.io.EOFException;
import java.io.IOException;
import java.io.StringReader;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads JSON as RFC 8259 writes it and nothing beside: UTF-8 without a byte order mark, one object,
 * no key twice, nothing after it. What is ambiguous to somebody is refused.
 *
 * <p>Objects become maps in their order, arrays lists, numbers {@link BigDecimal}s. There is no
 * null.
 */
final class StrictJson {

  static final int MAX_BYTES = 64 << 10;
  static final int MAX_DEPTH = 32;

  private StrictJson() {}

  static Map<String, Object> readObject(byte[] json) throws ManifestException {
    if (json.length > MAX_BYTES) {
      throw new ManifestException("", "larger than " + MAX_BYTES + " bytes");
    }
    try (JsonReader reader = new JsonReader(new StringReader(text(json)))) {
      reader.setStrictness(Strictness.STRICT);
      reader.setNestingLimit(MAX_DEPTH);
      if (reader.peek() != JsonToken.BEGIN_OBJECT) {
        throw new ManifestException("", "not a JSON object");
      }
      Map<String, Object> object = object(reader, "");
      if (reader.peek() != JsonToken.END_DOCUMENT) {
        throw new ManifestException("", "there is more after the JSON object");
      }
      return object;
    } catch (MalformedJsonException | EOFException e) {
      throw new ManifestException("", "not JSON: " + firstLine(e));
    } catch (IOException e) {
      throw new IllegalStateException("reading from memory failed", e);
    }
  }

  private static String text(byte[] json) throws ManifestException {
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(json)).toString();
      if (text.startsWith("\uFEFF")) {
        throw new ManifestException("", "begins with a byte order mark; write UTF-8 without one");
      }
      return text;
    } catch (CharacterCodingException e) {
      throw new ManifestException("", "not UTF-8");
    }
  }

  /** What comes after it is a link to a page about the library. */
  private static String firstLine(Exception e) {
    return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
  }

  private static Map<String, Object> object(JsonReader reader, String path)
      throws IOException, ManifestException {
    Map<String, Object> object = new LinkedHashMap<>();
    reader.beginObject();
    while (reader.hasNext()) {
      String key = reader.nextName();
      String keyPath = path.isEmpty() ? key : path + "." + key;
      if (object.containsKey(key)) {
        throw new ManifestException(keyPath, "stands here twice");
      }
      object.put(key, value(reader, keyPath));
    }
    reader.endObject();
    return object;
  }

  private static List<Object> array(JsonReader reader, String path)
      throws IOException, ManifestException {
    List<Object> array = new ArrayList<>();
    reader.beginArray();
    while (reader.hasNext()) {
      array.add(value(reader, path + "[" + array.size() + "]"));
    }
    reader.endArray();
    return array;
  }

  private static Object value(JsonReader reader, String path)
      throws IOException, ManifestException {
    return switch (reader.peek()) {
      case BEGIN_OBJECT -> object(reader, path);
      case BEGIN_ARRAY -> array(reader, path);
      case STRING -> reader.nextString();
      case BOOLEAN -> reader.nextBoolean();
      case NUMBER -> number(reader, path);
      case NULL -> throw new ManifestException(path, "null; leave the field out");
      default -> throw new IllegalStateException("not the beginning of a value");
    };
  }

  private static BigDecimal number(JsonReader reader, String path)
      throws IOException, ManifestException {
    try {
      return new BigDecimal(reader.nextString());
    } catch (NumberFormatException e) {
      throw new ManifestException(path, "not a number that fits");
    }
  }
}
