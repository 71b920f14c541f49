// SPDX-License-Identifier: Apache-2.0
package io.sluice.benchmark;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToLongFunction;

/** What was measured: lines to read, and a file in JSON. */
final class Results {

  private final Map<String, Map<String, Map<String, Double>>> figures = new LinkedHashMap<>();

  /** Takes in what the rounds of a scenario have measured, and prints a line for each contender. */
  void add(Scenario scenario, Map<String, List<Measurement>> measured) {
    Map<String, Map<String, Double>> ofScenario = new LinkedHashMap<>();
    measured.forEach((contender, rounds) -> ofScenario.put(contender, figures(scenario, rounds)));
    figures.put(scenario.name(), ofScenario);
    System.out.printf("%n%s%n", scenario.name());
    ofScenario.forEach((contender, values) -> System.out.println(line(contender, values)));
  }

  private static Map<String, Double> figures(Scenario scenario, List<Measurement> rounds) {
    double first = median(rounds, Measurement::first);
    double second = median(rounds, Measurement::second);
    Map<String, Double> values = new LinkedHashMap<>();
    switch (scenario.kind()) {
      case FLOOD -> {
        double texts = (double) scenario.measuredEach() * scenario.connections();
        values.put("texts/s", texts * 1e9 / first);
        values.put("bytes/text", second / texts);
      }
      case ECHO -> {
        values.put("p50 us", first / 1e3);
        values.put("p99 us", second / 1e3);
      }
      case IDLE -> {
        values.put("heap KiB", first / 1_024);
        values.put("threads", second);
      }
    }
    return values;
  }

  private static double median(List<Measurement> rounds, ToLongFunction<Measurement> number) {
    long[] sorted = rounds.stream().mapToLong(number).sorted().toArray();
    return sorted[sorted.length / 2];
  }

  private static String line(String contender, Map<String, Double> values) {
    List<String> parts = new ArrayList<>();
    values.forEach(
        (unit, value) -> parts.add(String.format(Locale.ROOT, "%,14.1f %s", value, unit)));
    return String.format(Locale.ROOT, "  %-20s%s", contender, String.join("  ", parts));
  }

  /** Writes all figures to a file. */
  void write(Path file) throws IOException {
    Gson gson = new GsonBuilder().setPrettyPrinting().create();
    Files.writeString(file, gson.toJson(figures) + System.lineSeparator());
    System.out.printf("%nall figures: %s%n", file.getFileName());
  }
}
