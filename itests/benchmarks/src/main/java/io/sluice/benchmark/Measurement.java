// SPDX-License-Identifier: Apache-2.0
package io.sluice.benchmark;

import io.sluice.fixture.meter.Meter;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;

/**
 * One contender in one scenario: two numbers, whose meaning depends on the scenario.
 *
 * @param first nanoseconds of a flood, the median of round trips in nanoseconds, or bytes of a heap
 * @param second bytes that a flood has allocated, the 99th percentile, or a number of threads
 */
record Measurement(long first, long second) {

  private static final int BACKLOG = 1_024;

  /** Measures with a fresh server and a fresh client. */
  static Measurement of(Scenario scenario, String contender) throws Exception {
    Process server = server(scenario);
    try (BufferedReader lines = lines(server)) {
      Process client = client(scenario, contender, word(lines, "port "));
      // Without its client the server would wait for ever.
      CompletableFuture<?> unused = client.onExit().thenAccept(ended -> server.destroyForcibly());
      try (BufferedReader clientLines = lines(client)) {
        BufferedReader result = scenario.kind() == Load.Kind.IDLE ? clientLines : lines;
        String[] numbers = word(result, "result ").split(" ", 2);
        return new Measurement(Long.parseLong(numbers[0]), Long.parseLong(numbers[1]));
      } finally {
        client.destroyForcibly().waitFor();
      }
    } finally {
      server.destroyForcibly().waitFor();
    }
  }

  private static Process server(Scenario scenario) throws IOException {
    if (scenario.kind() == Load.Kind.IDLE) {
      return start(IdleServer.class, classPath(""), Map.of(), String.valueOf(BACKLOG));
    }
    return start(
        LoadServer.class,
        classPath(""),
        Map.of(),
        scenario.kind().word(),
        String.valueOf(scenario.size()),
        String.valueOf(scenario.connections()),
        String.valueOf(scenario.warmUpEach() + scenario.measuredEach()));
  }

  private static Process client(Scenario scenario, String contender, String port)
      throws IOException {
    return start(
        ClientProcess.class,
        classPath(contender),
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

  private static String word(BufferedReader lines, String prefix) throws IOException {
    String line = lines.readLine();
    if (line == null || !line.startsWith(prefix)) {
      throw new IOException("expected " + prefix + "but got " + line);
    }
    return line.substring(prefix.length());
  }

  private static Process start(
      Class<?> main, String classPath, Map<String, String> properties, String... arguments)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(System.getProperty("java.home") + File.separator + "bin" + File.separator + "java");
    command.add("-Xms512m");
    command.add("-Xmx512m");
    command.add("-Dhost.dir=" + System.getProperty("host.dir"));
    command.add("-Dorg.slf4j.simpleLogger.defaultLogLevel=warn");
    properties.forEach((name, value) -> command.add("-D" + name + "=" + value));
    command.add("-cp");
    command.add(classPath);
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
