// SPDX-License-Identifier: Apache-2.0
package io.sluice.plugins;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Documents that differ from a given one in one place: a value is another, or is missing. */
final class ManifestChanges {

  private static final List<JsonNode> VALUES =
      Stream.of(
              "null",
              "true",
              "0",
              "1",
              "-1",
              "1.5",
              "99",
              "100",
              "256",
              "1000",
              "4999",
              "5000",
              "65536",
              "1e2",
              "1e9",
              "\"\"",
              "\"x\"",
              "\"X\"",
              "\"*\"",
              "\"a b\"",
              "\"/x\"",
              "\"/x/\"",
              "\"/${room}\"",
              "\"${port}\"",
              "\"${Port}\"",
              "\"*.example.com\"",
              "\"wss://example.com/\"",
              "\"\\u00e4\"",
              "[]",
              "[\"x\"]",
              "[\"/x\", \"/x\"]",
              "[1000, 1000]",
              "{}",
              "{\"x\": 1}")
          .map(value -> ManifestSchema.parse(value.getBytes(UTF_8)).orElseThrow())
          .toList();

  private final JsonNode document;
  private final List<JsonNode> changed = new ArrayList<>();

  private ManifestChanges(JsonNode document) {
    this.document = document;
  }

  static List<JsonNode> of(List<JsonNode> documents) {
    List<JsonNode> changed = new ArrayList<>();
    for (JsonNode document : documents) {
      ManifestChanges changes = new ManifestChanges(document.deepCopy());
      changes.change(changes.document);
      changed.addAll(changes.changed);
    }
    return changed;
  }

  private void change(JsonNode node) {
    if (node instanceof ObjectNode object) {
      changeFields(object);
    } else if (node instanceof ArrayNode array) {
      changeElements(array);
    }
  }

  private void changeFields(ObjectNode object) {
    for (Map.Entry<String, JsonNode> field : List.copyOf(object.properties())) {
      JsonNode before = field.getValue().deepCopy();
      String name = field.getKey();
      for (JsonNode value : VALUES) {
        object.set(name, value);
        keep();
      }
      object.remove(name);
      keep();
      object.set(name, before);
      change(object.get(name));
    }
    object.put("more", 1);
    keep();
    object.remove("more");
  }

  private void changeElements(ArrayNode array) {
    for (int i = 0; i < array.size(); i++) {
      JsonNode before = array.get(i).deepCopy();
      for (JsonNode value : VALUES) {
        array.set(i, value);
        keep();
      }
      array.set(i, before);
      change(array.get(i));
    }
    if (!array.isEmpty()) {
      array.add(array.get(0).deepCopy());
      keep();
      array.remove(array.size() - 1);
    }
  }

  private void keep() {
    changed.add(document.deepCopy());
  }
}
