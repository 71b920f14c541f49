// SPDX-License-Identifier: Apache-2.0
package io.sluice.itest.autobahn;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * A stored list of verdicts, the same for all that are compared: a line for each case, its number
 * and three words. {@code A|B} for a word says that either will do. Lines with # are comments.
 */
final class Expectation {

  private final SortedMap<String, String> byCase = new TreeMap<>(Verdicts.ORDER);

  private Expectation() {}

  static Expectation stored(Path file) throws IOException {
    Expectation expectation = new Expectation();
    for (String line : Files.readAllLines(file)) {
      if (!line.isBlank() && !line.startsWith("#")) {
        String[] parts = line.strip().split("\\s+", 2);
        expectation.byCase.put(parts[0], parts[1]);
      }
    }
    return expectation;
  }

  /** Prints the verdicts side by side, and tells whether all are as they are expected. */
  boolean compare(List<Verdicts> columns) {
    print("case", columns.stream().map(Verdicts::agent).toList(), "expected");
    boolean same = true;
    for (String number : byCase.keySet()) {
      String expected = byCase.get(number);
      List<String> cells =
          columns.stream().map(column -> column.byCase().getOrDefault(number, "none")).toList();
      boolean asExpected = cells.stream().allMatch(cell -> matches(expected, cell));
      print(number, cells, asExpected ? "" : "NOT " + expected);
      same &= asExpected;
    }
    for (Verdicts column : columns) {
      boolean complete = column.byCase().keySet().equals(byCase.keySet());
      System.out.printf(
          "%s: %d cases, %s%n",
          column.agent(), column.byCase().size(), complete ? "all" : "NOT all");
      same &= complete;
    }
    return same;
  }

  private static void print(String number, List<String> cells, String last) {
    StringBuilder line = new StringBuilder("%-8s".formatted(number));
    cells.forEach(cell -> line.append("%-36s".formatted(cell)));
    System.out.println(line.append(last).toString().strip());
  }

  private static boolean matches(String expected, String actual) {
    String[] wanted = expected.split("\\s+", -1);
    String[] words = actual.split("\\s+", -1);
    return wanted.length == words.length
        && IntStream.range(0, words.length)
            .allMatch(i -> List.of(wanted[i].split("\\|", -1)).contains(words[i]));
  }
}
