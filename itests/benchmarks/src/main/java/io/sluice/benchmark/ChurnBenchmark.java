// SPDX-License-Identifier: Apache-2.0
package io.sluice.benchmark;

/**
 * Measures what changes of one plugin cost beside few and many others. {@link Run} tells the system
 * properties; the steps stand in the place of contenders.
 */
public final class ChurnBenchmark {

  private ChurnBenchmark() {}

  /** Measures, prints a table for each scenario, and writes the file. */
  public static void main(String[] arguments) throws Exception {
    Run run = Run.ofProperties();
    for (Churn scenario : Churn.all()) {
      run.measure(scenario.name(), Churn.Step.words(), scenario::measure);
    }
    run.write();
  }
}
