// SPDX-License-Identifier: Apache-2.0
package io.sluice.plugins;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The schema that plugin authors get, with a parser that shares nothing with the reader. */
final class ManifestSchema {

  private static final Path FILE = Path.of("../../docs/schema/plugin.schema.json");

  private static final JsonMapper MAPPER =
      JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();

  private final SchemaRegistry registry =
      SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
  private final JsonNode node;
  private final Schema schema;

  private ManifestSchema(JsonNode node) {
    this.node = node;
    this.schema = registry.getSchema(node);
  }

  static ManifestSchema load() {
    try {
      return new ManifestSchema(MAPPER.readTree(Files.readAllBytes(FILE)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Reads a document as a usual parser does; empty if it is none. */
  static Optional<JsonNode> parse(byte[] json) {
    try {
      return Optional.of(MAPPER.readTree(json)).filter(document -> !document.isMissingNode());
    } catch (JacksonException | NumberFormatException e) {
      return Optional.empty();
    }
  }

  JsonNode node() {
    return node;
  }

  /** What the schema has against a document. */
  List<Error> refusals(JsonNode document) {
    return schema.validate(document);
  }

  /** What the schema of all schemas has against this one. */
  List<Error> refusalsOfItself() {
    return registry
        .getSchema(SchemaLocation.of(SpecificationVersion.DRAFT_2020_12.getDialectId()))
        .validate(node);
  }
}
