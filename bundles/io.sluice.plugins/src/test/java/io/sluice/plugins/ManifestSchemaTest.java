// SPDX-License-Identifier: Apache-2.0
package io.sluice.plugins;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import io.sluice.spi.plugin.QueueSpec;
import io.sluice.spi.plugin.SourceSpec;
import io.sluice.spi.plugin.SourceSpec.Liveness;
import io.sluice.spi.plugin.SourceSpec.Reconnect;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.Test;
import tools.jackson.databind.JsonNode;

/** The schema for plugin authors. */
public class ManifestSchemaTest {

  private final ManifestSchema schema = ManifestSchema.load();

  @Test
  public void itIsASchema() {
    assertEquals(List.of(), schema.refusalsOfItself());
  }

  @Test
  public void noObjectMayHaveAnUnknownField() {
    List<JsonNode> objects = schemasWith("properties");

    assertFalse(objects.isEmpty());
    for (JsonNode object : objects) {
      assertEquals(object.toString(), "object", object.path("type").asString());
      assertEquals(object.toString(), "false", object.path("additionalProperties").asString());
    }
  }

  @Test
  public void everyFieldIsDescribedInASentence() {
    for (JsonNode object : schemasWith("properties")) {
      for (Map.Entry<String, JsonNode> field : object.get("properties").properties()) {
        String description = described(field.getValue()).asString();
        assertTrue(field.getKey() + ": " + description, description.endsWith("."));
      }
    }
  }

  private JsonNode described(JsonNode field) {
    return field.has("description")
        ? field.get("description")
        : schema.node().at(field.path("$ref").asString().substring(1)).path("description");
  }

  @Test
  public void theQueuesDefaultsAreTheHosts() {
    QueueSpec standard = QueueSpec.STANDARD;

    assertDefault("/$defs/queue/properties/capacity", standard.capacity());
    assertDefault("/$defs/queue/properties/max_bytes", standard.maxBytes());
    assertDefault("/$defs/queue/properties/overflow", standard.overflow());
    assertDefault("/$defs/queue/properties/max_pause_ms", standard.maxPauseMillis());
  }

  @Test
  public void theSourcesDefaultsAreTheHosts() {
    assertDefault("/$defs/source/properties/max_text_bytes", SourceSpec.STANDARD_TEXT_BYTES);
    assertDefault("/$defs/source/properties/binary", SourceSpec.Binary.SKIP);
    assertDefault("/$defs/reconnect/properties/mode", Reconnect.STANDARD.mode());
    assertDefault("/$defs/reconnect/properties/initial_ms", Reconnect.STANDARD.initialMillis());
    assertDefault("/$defs/reconnect/properties/max_ms", Reconnect.STANDARD.maxMillis());
    assertDefault("/$defs/liveness/properties/ping_ms", Liveness.STANDARD.pingMillis());
    assertDefault(
        "/$defs/liveness/properties/pong_deadline_ms", Liveness.STANDARD.pongDeadlineMillis());
    assertDefault("/$defs/liveness/properties/silence_ms", Liveness.STANDARD.silenceMillis());
  }

  private void assertDefault(String place, Object expected) {
    assertEquals(
        place,
        expected.toString().toLowerCase(Locale.ROOT),
        schema.node().at(place).path("default").asString());
  }

  @Test
  public void itRefusesNothingThatTheReaderAccepts() throws IOException {
    int accepted = 0;
    for (JsonNode changed : ManifestChanges.of(samples())) {
      if (refusal(changed).isEmpty()) {
        accepted++;
        assertEquals(changed.toString(), List.of(), schema.refusals(changed));
      }
    }
    assertTrue("accepted: " + accepted, accepted > 100);
  }

  @Test
  public void itAcceptsNothingElseThatTheReaderRefusesThanWhatTheSamplesShow() throws IOException {
    Set<String> beyond = new TreeSet<>();
    for (ManifestSample sample : ManifestSample.in(ManifestSample.BAD_BEYOND_SCHEMA).toList()) {
      beyond.add(problem(sample.message()));
    }
    int refused = 0;
    for (JsonNode changed : ManifestChanges.of(samples())) {
      String refusal = refusal(changed);
      if (!refusal.isEmpty()) {
        refused++;
        assertTrue(
            refusal + " " + changed,
            !schema.refusals(changed).isEmpty() || beyond.contains(problem(refusal)));
      }
    }
    assertTrue("refused: " + refused, refused > 1_000);
  }

  private static List<JsonNode> samples() throws IOException {
    List<JsonNode> samples = new ArrayList<>();
    for (ManifestSample sample : ManifestSample.in(ManifestSample.GOOD).toList()) {
      if (Set.of("every-field", "defaults-written-out", "least-values").contains(sample.name())) {
        samples.add(ManifestSchema.parse(sample.json()).orElseThrow());
      }
    }
    return samples;
  }

  /** What the reader has against a document, empty for nothing. */
  private static String refusal(JsonNode document) {
    try {
      ManifestReader.read(document.toString().getBytes(UTF_8));
      return "";
    } catch (ManifestException e) {
      return String.valueOf(e.getMessage());
    }
  }

  /** A message without the path before it and without the name of a parameter. */
  private static String problem(String message) {
    return message.substring(message.indexOf(": ") + 1).replaceAll("\\$\\{[a-z]+}", "");
  }

  private List<JsonNode> schemasWith(String keyword) {
    List<JsonNode> found = schema.node().findParents(keyword);
    return found.stream().filter(JsonNode::isObject).collect(Collectors.toList());
  }
}
