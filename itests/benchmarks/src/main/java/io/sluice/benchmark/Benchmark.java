// SPDX-License-Identifier: Apache-2.0
package io.sluice.benchmark;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;

/**
 * Measures all contenders in one run, in turn, several times over, and prints the medians.
 *
 * <p>System properties: {@code rounds} (3), {@code scale} (100), the percentage of the usual number
 * of texts.
 */
public final class Benchmark {

  private static final List<String> FLOODED =
      List.of("core-inline", "core-handoff", "application-handoff", "sluice");
  private static final List<Scenario> SCENARIOS =
      List.of(
          new Scenario("flood", 64, 1_500_000, 3_000_000),
          new Scenario("flood", 1_024, 400_000, 800_000),
          new Scenario("flood", 16_384, 60_000, 120_000),
          new Scenario("echo", 64, 30_000, 60_000));

  private final int rounds = Integer.getInteger("rounds", 3);
  private final int scale = Integer.getInteger("scale", 100);

  private Benchmark() {}

  /**
   * What is measured.
   *
   * @param kind {@code flood}: texts a second; {@code echo}: round trips
   * @param size bytes of a text
   * @param warmUp texts that are not measured
   * @param measured texts that are
   */
  private record Scenario(String kind, int size, int warmUp, int measured) {

    Scenario scaled(int percent) {
      return new Scenario(kind, size, warmUp * percent / 100, measured * percent / 100);
    }
  }

  /** Measures, and prints a table for each scenario. */
  public static void main(String[] arguments) throws Exception {
    new Benchmark().run();
  }

  private void run() throws Exception {
    System.out.printf(
        "Java %s, %d processors, %d rounds, medians%n",
        Runtime.version(), Runtime.getRuntime().availableProcessors(), rounds);
    for (Scenario scenario : SCENARIOS) {
      run(scenario.scaled(scale));
    }
  }

  private void run(Scenario scenario) throws Exception {
    Map<String, List<long[]>> results = new LinkedHashMap<>();
    for (int round = 0; round < rounds; round++) {
      for (String contender : FLOODED) {
        results
            .computeIfAbsent(contender, name -> new ArrayList<>())
            .add(measure(scenario, contender));
      }
    }
    System.out.printf("%n%s, %d bytes%n", scenario.kind(), scenario.size());
    results.forEach((contender, measured) -> print(scenario, contender, measured));
  }

  private static void print(Scenario scenario, String contender, List<long[]> measured) {
    long first = median(measured, 0);
    long second = median(measured, 1);
    if (scenario.kind().equals("flood")) {
      System.out.printf(
          "  %-20s %,12.0f texts/s  %,8d bytes allocated per text%n",
          contender, scenario.measured() * 1e9 / first, second / scenario.measured());
    } else {
      System.out.printf(
          "  %-20s p50 %,7.1f us  p99 %,7.1f us%n", contender, first / 1e3, second / 1e3);
    }
  }

  private static long median(List<long[]> measured, int index) {
    long[] sorted = measured.stream().mapToLong(each -> each[index]).sorted().toArray();
    return sorted[sorted.length / 2];
  }

  private static long[] measure(Scenario scenario, String contender) throws Exception {
    int count = scenario.warmUp() + scenario.measured();
    Process server =
        start(
            LoadServer.class,
            Map.of(),
            scenario.kind(),
            String.valueOf(scenario.size()),
            String.valueOf(count));
    try (BufferedReader lines = lines(server)) {
      String port = word(lines, "port ");
      Process client =
          start(
              ClientProcess.class,
              Map.of(
                  "meter.warmup", String.valueOf(scenario.warmUp()),
                  "meter.measured", String.valueOf(scenario.measured())),
              contender,
              port,
              scenario.kind());
      // Without its client the server would wait for ever.
      CompletableFuture<?> unused = client.onExit().thenAccept(ended -> server.destroyForcibly());
      try {
        String[] numbers = word(lines, "result ").split(" ", 2);
        return new long[] {Long.parseLong(numbers[0]), Long.parseLong(numbers[1])};
      } finally {
        client.destroyForcibly().waitFor();
      }
    } finally {
      server.destroyForcibly().waitFor();
    }
  }

  private static String word(BufferedReader lines, String prefix) throws IOException {
    String line = lines.readLine();
    if (line == null || !line.startsWith(prefix)) {
      throw new IOException("expected " + prefix + "but got " + line);
    }
    return line.substring(prefix.length());
  }

  private static Process start(Class<?> main, Map<String, String> properties, String... arguments)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(System.getProperty("java.home") + File.separator + "bin" + File.separator + "java");
    command.add("-Xms512m");
    command.add("-Xmx512m");
    command.add("-Dhost.dir=" + System.getProperty("host.dir"));
    command.add("-Dorg.slf4j.simpleLogger.defaultLogLevel=warn");
    properties.forEach((name, value) -> command.add("-D" + name + "=" + value));
    command.add("-cp");
    command.add(classPath(arguments[0]));
    command.add(main.getName());
    command.addAll(Arrays.asList(arguments));
    return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
  }

  /** What stands on the class path beside a framework would be found by service loaders in it. */
  private static String classPath(String contender) {
    String classPath = System.getProperty("java.class.path");
    return contender.equals("sluice")
        ? Arrays.stream(classPath.split(File.pathSeparator, -1))
            .filter(entry -> !entry.contains("slf4j") && !entry.contains("jetty"))
            .collect(Collectors.joining(File.pathSeparator))
        : classPath;
  }

  private static BufferedReader lines(Process process) {
    return new BufferedReader(
        new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
  }
}
