// SPDX-License-Identifier: Apache-2.0
package io.sluice.benchmark;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Measures all contenders in one run, in turn, several times over, and prints the medians.
 *
 * <p>System properties: {@code rounds}; {@code scale}, the percentage of the usual number of texts;
 * {@code scenarios} and {@code contenders}, words that the names of those that are wanted begin
 * with, separated by commas, all if they are empty; {@code results}, the file for the figures.
 */
public final class Benchmark {

  private final int rounds = Integer.getInteger("rounds", 3);
  private final int scale = Integer.getInteger("scale", 100);
  private final List<String> scenarios = words("scenarios");
  private final List<String> contenders = words("contenders");
  private final Results results = new Results();

  private Benchmark() {}

  private static List<String> words(String property) {
    return Arrays.stream(System.getProperty(property, "").split(",", -1))
        .filter(word -> !word.isBlank())
        .toList();
  }

  /** Measures, prints a table for each scenario, and writes the file. */
  public static void main(String[] arguments) throws Exception {
    Benchmark benchmark = new Benchmark();
    benchmark.run();
    benchmark.results.write(Path.of(System.getProperty("results", "benchmark.json")));
  }

  private void run() throws Exception {
    System.out.printf(
        "Java %s, %d processors, %d rounds, medians%n",
        Runtime.version(), Runtime.getRuntime().availableProcessors(), rounds);
    for (Scenario scenario : Scenario.all()) {
      if (isWanted(scenarios, scenario.name())) {
        run(scenario.scaled(scale));
      }
    }
  }

  private static boolean isWanted(List<String> words, String name) {
    return words.isEmpty() || words.stream().anyMatch(name::startsWith);
  }

  private void run(Scenario scenario) throws Exception {
    Map<String, List<Measurement>> measured = new LinkedHashMap<>();
    for (int round = 0; round < rounds; round++) {
      for (String contender : scenario.contenders()) {
        if (isWanted(contenders, contender)) {
          measured
              .computeIfAbsent(contender, name -> new ArrayList<>())
              .add(Measurement.of(scenario, contender));
        }
      }
    }
    results.add(scenario, measured);
  }
}
