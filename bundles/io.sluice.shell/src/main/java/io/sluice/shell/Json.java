// SPDX-License-Identifier: Apache-2.0
package io.sluice.shell;

import com.google.gson.FieldNamingPolicy;
import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonPrimitive;
import com.google.gson.JsonSerializer;
import io.sluice.spi.authority.TargetReport.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/**
 * Writes reports as JSON: names in snake_case, enums in lower case, verdicts as tables have them,
 * instants in ISO 8601, durations in milliseconds. What is not there is left out.
 */
final class Json {

  private static final Gson GSON =
      new GsonBuilder()
          .setFieldNamingPolicy(FieldNamingPolicy.LOWER_CASE_WITH_UNDERSCORES)
          .setPrettyPrinting()
          .disableHtmlEscaping()
          // Else names of enums that are keys would not be written as those that are values.
          .enableComplexMapKeySerialization()
          .registerTypeAdapter(Instant.class, text())
          .registerTypeAdapter(
              Duration.class,
              (JsonSerializer<Duration>)
                  (duration, type, context) -> new JsonPrimitive(duration.toNanos() / 1e6))
          .registerTypeHierarchyAdapter(
              Enum.class,
              (JsonSerializer<Enum<?>>)
                  (value, type, context) ->
                      new JsonPrimitive(value.name().toLowerCase(Locale.ROOT)))
          .registerTypeAdapter(
              Verdict.class,
              (JsonSerializer<Verdict>)
                  (verdict, type, context) -> new JsonPrimitive(verdict.wireName()))
          .create();

  private Json() {}

  private static JsonSerializer<Object> text() {
    return (value, type, context) -> new JsonPrimitive(value.toString());
  }

  static String of(Object report) {
    return GSON.toJson(report);
  }
}
