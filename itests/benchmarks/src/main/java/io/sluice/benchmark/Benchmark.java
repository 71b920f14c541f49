// SPDX-License-Identifier: Apache-2.0
package io.sluice.benchmark;

/**
 * Measures connections: all contenders in one run, in turn, several times over, and prints the
 * medians. {@link Run} tells the system properties.
 */
public final class Benchmark {

  private Benchmark() {}

  /** Measures, prints a table for each scenario, and writes the file. */
  public static void main(String[] arguments) throws Exception {
    Run run = Run.ofProperties();
    for (Scenario scenario : Scenario.all()) {
      Scenario scaled = scenario.scaled(run.scale());
      run.measure(
          scaled.name(),
          scaled.contenders(),
          contender -> Measurement.of(scaled, contender).figures());
    }
    run.write();
  }
}
