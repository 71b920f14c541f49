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

/** What was measured: lines to read, and a file in JSON. */
final class Results {

  private final Map<String, Map<String, Map<String, Double>>> figures = new LinkedHashMap<>();

  /** The figures of what {@link Footprint} tells. */
  static Map<String, Double> footprint(long[] result) {
    return figures("heap KiB", (double) result[0] / 1_024, "threads", (double) result[1]);
  }

  /** Two figures, in this order. */
  static Map<String, Double> figures(
      String unit, double figure, String otherUnit, double otherFigure) {
    Map<String, Double> figures = new LinkedHashMap<>();
    figures.put(unit, figure);
    figures.put(otherUnit, otherFigure);
    return figures;
  }

  /** Takes in what the rounds of a scenario have measured, and prints a line for each contender. */
  void add(String scenario, Map<String, List<Map<String, Double>>> measured) {
    Map<String, Map<String, Double>> ofScenario = new LinkedHashMap<>();
    measured.forEach((contender, rounds) -> ofScenario.put(contender, medians(rounds)));
    figures.put(scenario, ofScenario);
    System.out.printf("%n%s%n", scenario);
    ofScenario.forEach((contender, values) -> System.out.println(line(contender, values)));
  }

  private static Map<String, Double> medians(List<Map<String, Double>> rounds) {
    Map<String, Double> medians = new LinkedHashMap<>();
    for (String unit : rounds.get(0).keySet()) {
      double[] sorted = rounds.stream().mapToDouble(round -> round.get(unit)).sorted().toArray();
      medians.put(unit, sorted[sorted.length / 2]);
    }
    return medians;
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
