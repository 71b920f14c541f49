// SPDX-License-Identifier: Apache-2.0
package io.sluice.benchmark;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One run, as system properties have it: {@code rounds}; {@code scale}, the percentage of the usual
 * number of texts; {@code scenarios} and {@code contenders}, words that the names of those that are
 * wanted begin with, separated by commas, all if they are empty; {@code results}, the file for the
 * figures.
 *
 * @param rounds how often each is measured
 * @param scale the percentage
 * @param scenarios the words
 * @param contenders the words
 * @param results what was measured
 */
record Run(
    int rounds, int scale, List<String> scenarios, List<String> contenders, Results results) {

  /** Measures one contender once: figures by their units. */
  @FunctionalInterface
  interface Measuring {

    Map<String, Double> measure(String contender) throws Exception;
  }

  static Run ofProperties() {
    Run run =
        new Run(
            Integer.getInteger("rounds", 3),
            Integer.getInteger("scale", 100),
            words("scenarios"),
            words("contenders"),
            new Results());
    System.out.printf(
        "Java %s, %d processors, %d rounds, medians%n",
        Runtime.version(), Runtime.getRuntime().availableProcessors(), run.rounds);
    return run;
  }

  private static List<String> words(String property) {
    return Arrays.stream(System.getProperty(property, "").split(",", -1))
        .filter(word -> !word.isBlank())
        .toList();
  }

  private static boolean isWanted(List<String> words, String name) {
    return words.isEmpty() || words.stream().anyMatch(name::startsWith);
  }

  /** Measures those contenders that are wanted, in turn, if the scenario is. */
  void measure(String scenario, List<String> all, Measuring measuring) throws Exception {
    if (!isWanted(scenarios, scenario)) {
      return;
    }
    Map<String, List<Map<String, Double>>> measured = new LinkedHashMap<>();
    for (int round = 0; round < rounds; round++) {
      for (String contender : all) {
        if (isWanted(contenders, contender)) {
          measured
              .computeIfAbsent(contender, name -> new ArrayList<>())
              .add(measuring.measure(contender));
        }
      }
    }
    results.add(scenario, measured);
  }

  /** Writes the file. */
  void write() throws IOException {
    results.write(Path.of(System.getProperty("results", "benchmark.json")));
  }
}
