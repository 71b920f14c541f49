// SPDX-License-Identifier: Apache-2.0
package io.sluice.benchmark;

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

/** A Java machine of its own that tells by lines what it has measured, until it is closed. */
final class JavaProcess implements AutoCloseable {

  private final Process process;
  private final BufferedReader lines;

  private JavaProcess(Process process) {
    this.process = process;
    this.lines =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
  }

  /**
   * Starts one with 512 MiB.
   *
   * @param main whose main method it runs
   * @param framework whether it is to hold a framework. What stands on the class path beside that
   *     would be found by service loaders in it, and is left out
   * @param properties its system properties
   * @param arguments its arguments
   */
  static JavaProcess start(
      Class<?> main, boolean framework, Map<String, String> properties, String... arguments)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(System.getProperty("java.home") + File.separator + "bin" + File.separator + "java");
    command.add("-Xms512m");
    command.add("-Xmx512m");
    command.add("-Dhost.dir=" + System.getProperty("host.dir"));
    command.add("-Dorg.slf4j.simpleLogger.defaultLogLevel=warn");
    properties.forEach((name, value) -> command.add("-D" + name + "=" + value));
    command.add("-cp");
    command.add(classPath(framework));
    command.add(main.getName());
    command.addAll(Arrays.asList(arguments));
    return new JavaProcess(
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start());
  }

  private static String classPath(boolean framework) {
    String classPath = System.getProperty("java.class.path");
    return framework
        ? Arrays.stream(classPath.split(File.pathSeparator, -1))
            .filter(entry -> !entry.contains("slf4j") && !entry.contains("jetty"))
            .collect(Collectors.joining(File.pathSeparator))
        : classPath;
  }

  /** Waits for its next line, which begins with a word, and returns the rest. */
  String word(String prefix) throws IOException {
    String line = lines.readLine();
    if (line == null || !line.startsWith(prefix)) {
      throw new IOException("expected " + prefix + "but got " + line);
    }
    return line.substring(prefix.length());
  }

  /** Waits for the line with the result, and returns its numbers. */
  long[] result() throws IOException {
    return Arrays.stream(word("result ").split(" ", -1)).mapToLong(Long::parseLong).toArray();
  }

  /** Has another one end with this one, which it would wait for in vain. */
  void takeAlong(JavaProcess other) {
    CompletableFuture<?> unused =
        process.onExit().thenAccept(ended -> other.process.destroyForcibly());
  }

  @Override
  public void close() {
    process.destroyForcibly().onExit().join();
  }
}
