// SPDX-License-Identifier: Apache-2.0
package io.sluice.itest.launcher;

import static org.awaitility.Awaitility.await;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * {@code java -jar sluice.jar}. Its standard streams end in files, since a pipe that nobody empties
 * would stop it.
 */
final class SluiceProcess {

  /** How long anything in these tests may take before it counts as never happening. */
  static final Duration LIMIT = Duration.ofSeconds(60);

  private static final Path SCRIPT = Path.of("/usr/bin/script");
  private static final Path JARS = Path.of(System.getProperty("jars.dir", ""));

  private final Process process;
  private final Path out;
  private final Path err;

  private SluiceProcess(Process process, Path out, Path err) {
    this.process = process;
    this.out = out;
    this.err = err;
  }

  /** The bundle of the example that echoes. */
  static Path echo() {
    return JARS.resolve("echo.jar");
  }

  /** The bundle of the fixture that does what its peer tells it. */
  static Path obedient() {
    return JARS.resolve("obedient.jar");
  }

  /** Tells whether a terminal can be had here: by the command {@code script} of util-linux. */
  static boolean hasTerminal() {
    return Files.isExecutable(SCRIPT);
  }

  /**
   * Starts it at a terminal, which gives back what is typed among what is printed.
   *
   * @param folder the working folder
   * @param streams where its standard streams are to end
   * @param arguments what is to stand behind the jar
   */
  static SluiceProcess startAtTerminal(Path folder, Path streams, List<String> arguments)
      throws IOException {
    String command =
        java(List.of(), arguments).stream()
            .map(word -> "'" + word + "'")
            .collect(Collectors.joining(" ", "stty cols 100 rows 40; exec ", ""));
    return start(
        folder, streams, List.of(SCRIPT.toString(), "-q", "-e", "-c", command, "/dev/null"));
  }

  /**
   * Starts it without a terminal.
   *
   * @param folder the working folder
   * @param streams where its standard streams are to end
   * @param properties what is to stand before {@code -jar}
   * @param arguments what is to stand behind the jar
   */
  static SluiceProcess start(
      Path folder, Path streams, List<String> properties, List<String> arguments)
      throws IOException {
    return start(folder, streams, java(properties, arguments));
  }

  private static List<String> java(List<String> properties, List<String> arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(properties);
    command.addAll(List.of("-jar", JARS.resolve("sluice.jar").toString()));
    command.addAll(arguments);
    return command;
  }

  private static SluiceProcess start(Path folder, Path streams, List<String> command)
      throws IOException {
    File out = Files.createTempFile(streams, "out", ".txt").toFile();
    File err = Files.createTempFile(streams, "err", ".txt").toFile();
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectOutput(out)
            .redirectError(err);
    // It would be said on the standard error stream.
    builder.environment().remove("JAVA_TOOL_OPTIONS");
    builder.environment().put("TERM", "xterm");
    return new SluiceProcess(builder.start(), out.toPath(), err.toPath());
  }

  /** What it has printed. */
  String out() throws IOException {
    return Files.readString(out, StandardCharsets.UTF_8);
  }

  /** What it has logged, or complained about. */
  String err() throws IOException {
    return Files.readString(err, StandardCharsets.UTF_8);
  }

  /** Waits until a line of its log holds a pattern. */
  void awaitErr(String pattern) {
    awaitLine(err, pattern);
  }

  /** Waits until a line that it has printed holds a pattern. */
  void awaitOut(String pattern) {
    awaitLine(out, pattern);
  }

  private void awaitLine(Path stream, String pattern) {
    Pattern expected = Pattern.compile(pattern);
    await(pattern)
        .atMost(LIMIT)
        .failFast("the process has ended", () -> !process.isAlive())
        .until(() -> Files.readString(stream), text -> expected.matcher(text).find());
  }

  /** Types lines. */
  void type(String lines) throws IOException {
    process.getOutputStream().write(lines.getBytes(StandardCharsets.UTF_8));
    process.getOutputStream().flush();
  }

  /** Ends its standard input. */
  void endInput() throws IOException {
    process.getOutputStream().close();
  }

  /** Sends SIGTERM. */
  void terminate() {
    process.destroy();
  }

  /** Waits for its end, and returns its exit code. */
  int awaitExit() throws InterruptedException, TimeoutException {
    if (!process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)) {
      throw new TimeoutException("the process has not ended within " + LIMIT);
    }
    return process.exitValue();
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** Kills it if it still runs, and not only the terminal that it runs in. */
  void kill() throws InterruptedException, TimeoutException {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
    awaitExit();
  }
}
