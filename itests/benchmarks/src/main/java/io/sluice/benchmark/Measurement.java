// SPDX-License-Identifier: Apache-2.0
package io.sluice.benchmark;

import io.sluice.fixture.meter.Meter;
import java.io.IOException;
import java.util.Map;

/**
 * One contender in one scenario: two numbers, whose meaning depends on the scenario.
 *
 * @param scenario the scenario
 * @param first nanoseconds of a flood, the median of round trips in nanoseconds, or bytes of a heap
 * @param second bytes that a flood has allocated, the 99th percentile, or a number of threads
 */
record Measurement(Scenario scenario, long first, long second) {

  private static final int BACKLOG = 1_024;

  /** Measures with a fresh server and a fresh client. */
  static Measurement of(Scenario scenario, String contender) throws Exception {
    try (JavaProcess server = server(scenario);
        JavaProcess client = client(scenario, contender, server.word("port "))) {
      client.takeAlong(server);
      long[] result = (scenario.kind() == Load.Kind.IDLE ? client : server).result();
      return new Measurement(scenario, result[0], result[1]);
    }
  }

  private static JavaProcess server(Scenario scenario) throws IOException {
    if (scenario.kind() == Load.Kind.IDLE) {
      return JavaProcess.start(IdleServer.class, false, Map.of(), String.valueOf(BACKLOG));
    }
    return JavaProcess.start(
        LoadServer.class,
        false,
        Map.of(),
        scenario.kind().word(),
        String.valueOf(scenario.size()),
        String.valueOf(scenario.connections()),
        String.valueOf(scenario.warmUpEach() + scenario.measuredEach()));
  }

  private static JavaProcess client(Scenario scenario, String contender, String port)
      throws IOException {
    return JavaProcess.start(
        ClientProcess.class,
        contender.equals("sluice"),
        Map.of(
            Meter.WARM_UP,
            String.valueOf(scenario.warmUpEach() * scenario.connections()),
            Meter.MEASURED,
            String.valueOf(scenario.measuredEach() * scenario.connections())),
        contender,
        port,
        scenario.kind().word(),
        String.valueOf(scenario.connections()));
  }

  /** What the numbers mean, by units. */
  Map<String, Double> figures() {
    double texts = (double) scenario.measuredEach() * scenario.connections();
    return switch (scenario.kind()) {
      case FLOOD -> Results.figures("texts/s", texts * 1e9 / first, "bytes/text", second / texts);
      case ECHO -> Results.figures("p50 us", first / 1e3, "p99 us", second / 1e3);
      case IDLE -> Results.footprint(new long[] {first, second});
    };
  }
}
