// SPDX-License-Identifier: Apache-2.0
package io.sluice.benchmark;

/**
 * Measures both endpoints of observation beside a bare server that broadcasts the same texts, all
 * in one run, in turn, several times over, and prints the medians. {@link Run} tells the system
 * properties.
 */
public final class ObservationBenchmark {

  private ObservationBenchmark() {}

  /** Measures, prints a table for each scenario, and writes the file. */
  public static void main(String[] arguments) throws Exception {
    Run run = Run.ofProperties();
    for (Watching scenario : Watching.all()) {
      Watching scaled = scenario.scaled(run.scale());
      run.measure(scaled.name(), scaled.contenders(), scaled::measure);
    }
    run.write();
  }
}
