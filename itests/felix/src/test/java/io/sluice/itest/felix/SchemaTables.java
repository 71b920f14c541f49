// SPDX-License-Identifier: Apache-2.0
package io.sluice.itest.felix;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** A JSON Schema as tables: a section for each object, a row for each of its fields. */
final class SchemaTables {

  private final JsonObject root;
  private final List<String> lines = new ArrayList<>();

  private SchemaTables(JsonObject root) {
    this.root = root;
  }

  static List<String> of(Path schema) throws IOException {
    SchemaTables tables =
        new SchemaTables(JsonParser.parseString(Files.readString(schema)).getAsJsonObject());
    tables.section("plugin.json", "", tables.root);
    return tables.lines;
  }

  private void section(String title, String prefix, JsonObject object) {
    lines.add("## `" + title + "`");
    lines.add("| field | type | required | meaning |");
    lines.add("|---|---|---|---|");
    Map<String, JsonElement> fields = object.getAsJsonObject("properties").asMap();
    fields.forEach((name, field) -> lines.add(row(name, object, field.getAsJsonObject())));
    fields.forEach((name, field) -> below(prefix + name, resolved(field.getAsJsonObject())));
  }

  private void below(String path, JsonObject field) {
    if (field.has("properties")) {
      section(path, path + ".", field);
    } else if (field.has("items")) {
      below(path + "[]", resolved(field.getAsJsonObject("items")));
    }
  }

  private String row(String name, JsonObject object, JsonObject field) {
    boolean required =
        object.has("required")
            && object.getAsJsonArray("required").asList().stream()
                .anyMatch(each -> each.getAsString().equals(name));
    return "| `%s` | %s | %s | %s |"
        .formatted(
            name,
            type(resolved(field)),
            required ? "yes" : "",
            MetatypeTables.plain(description(field)));
  }

  private String type(JsonObject field) {
    if (field.has("enum")) {
      return field.getAsJsonArray("enum").asList().stream()
          .map(value -> "`" + value.getAsString() + "`")
          .collect(Collectors.joining(" or "));
    }
    if (field.has("items")) {
      return "list of " + type(resolved(field.getAsJsonObject("items")));
    }
    if (field.has("type")) {
      return text(field, "type");
    }
    return field.getAsJsonArray("anyOf").asList().stream()
        .map(each -> type(each.getAsJsonObject()))
        .collect(Collectors.joining(" or "));
  }

  private JsonObject resolved(JsonObject schema) {
    return schema.has("$ref") ? resolved(referred(schema)) : schema;
  }

  private JsonObject referred(JsonObject schema) {
    return root.getAsJsonObject("$defs")
        .getAsJsonObject(text(schema, "$ref").replace("#/$defs/", ""));
  }

  private String description(JsonObject schema) {
    return schema.has("description") ? text(schema, "description") : description(referred(schema));
  }

  private static String text(JsonObject object, String name) {
    return object.get(name).getAsString();
  }
}
