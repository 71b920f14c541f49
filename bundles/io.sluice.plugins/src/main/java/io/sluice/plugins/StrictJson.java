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
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads JSON as RFC 8259 writes it and nothing beside: UTF-8 without a byte order mark, one object,
 * no key twice, nothing after it. What is ambiguous to somebody is refused.
 *
 * <p>Objects become maps in their order, arrays lists, numbers {@link BigDecimal}s. There is no
 * null, and no half of a surrogate pair.
 */
final class StrictJson {

  static final int MAX_BYTES = 64 << 10;
  static final int MAX_DEPTH = 32;

  /** The library's messages tell the place to everybody, and the rest to its callers. */
  private static final Pattern PLACE = Pattern.compile(" at (line \\d+ column \\d+) path ");

  private final JsonReader reader;
  private int depth;

  private StrictJson(JsonReader reader) {
    this.reader = reader;
    reader.setStrictness(Strictness.STRICT);
  }

  static Map<String, Object> readObject(byte[] json) throws ManifestException {
    if (json.length > MAX_BYTES) {
      throw new ManifestException("", "larger than " + MAX_BYTES + " bytes");
    }
    try (JsonReader reader = new JsonReader(new StringReader(text(json)))) {
      return new StrictJson(reader).document();
    } catch (EOFException e) {
      throw new ManifestException("", "not JSON: it ends too early" + place(" at ", e));
    } catch (MalformedJsonException e) {
      throw new ManifestException("", "not JSON" + place(" near ", e));
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

  private static String place(String before, IOException e) {
    Matcher place = PLACE.matcher(String.valueOf(e.getMessage()));
    return place.find() ? before + place.group(1) : "";
  }

  /** The path of a field, as refusals name it. */
  static String path(String parent, String key) {
    String name = key.isEmpty() ? "\"\"" : key;
    return parent.isEmpty() ? name : parent + "." + name;
  }

  private Map<String, Object> document() throws IOException, ManifestException {
    if (reader.peek() != JsonToken.BEGIN_OBJECT) {
      throw new ManifestException("", "not a JSON object");
    }
    Map<String, Object> object = object("");
    requireEnd();
    return object;
  }

  private void requireEnd() throws IOException, ManifestException {
    try {
      if (reader.peek() == JsonToken.END_DOCUMENT) {
        return;
      }
    } catch (MalformedJsonException e) {
      // To the library all that follows a value is malformed.
    }
    throw new ManifestException("", "there is more after the JSON object");
  }

  private Object value(String path) throws IOException, ManifestException {
    return switch (reader.peek()) {
      case BEGIN_OBJECT -> object(path);
      case BEGIN_ARRAY -> array(path);
      case STRING -> reader.nextString();
      case BOOLEAN -> reader.nextBoolean();
      case NUMBER -> number(path);
      case NULL -> throw new ManifestException(path, "null; leave the field out");
      default -> throw new IllegalStateException("not the beginning of a value");
    };
  }

  private Map<String, Object> object(String path) throws IOException, ManifestException {
    goDeeper(path);
    Map<String, Object> object = new LinkedHashMap<>();
    reader.beginObject();
    while (reader.hasNext()) {
      String key = reader.nextName();
      String keyPath = path(path, key);
      if (object.containsKey(key)) {
        throw new ManifestException(keyPath, "stands here twice");
      }
      object.put(key, value(keyPath));
    }
    reader.endObject();
    depth--;
    return object;
  }

  private List<Object> array(String path) throws IOException, ManifestException {
    goDeeper(path);
    List<Object> array = new ArrayList<>();
    reader.beginArray();
    while (reader.hasNext()) {
      array.add(value(path + "[" + array.size() + "]"));
    }
    reader.endArray();
    depth--;
    return array;
  }

  private void goDeeper(String path) throws ManifestException {
    if (++depth > MAX_DEPTH) {
      throw new ManifestException(path, "more than " + MAX_DEPTH + " levels deep");
    }
  }

  private BigDecimal number(String path) throws IOException, ManifestException {
    try {
      return new BigDecimal(reader.nextString());
    } catch (NumberFormatException e) {
      throw new ManifestException(path, "not a number that fits");
    }
  }
}
