// SPDX-License-Identifier: Apache-2.0
package io.sluice.itest.felix;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** A process of Node, whose inspector listens at a free port of loopback. */
public final class NodeProcess implements AutoCloseable {

  private static final Pattern INSPECTOR =
      Pattern.compile("ws://127\\.0\\.0\\.1:([0-9]+)/([0-9a-f-]+)");

  private final Process process;
  private final Path errors;

  private NodeProcess(Process process, Path errors) {
    this.process = process;
    this.errors = errors;
  }

  /** Where Node is installed. */
  public static Optional<Path> executable() {
    return Program.find("node");
  }

  private static String installed() {
    return executable().orElseThrow().toString();
  }

  /** What {@code node --version} prints. */
  public static String version() throws IOException, InterruptedException {
    return Program.run(installed(), "--version");
  }

  /** Starts a script. Its inspector listens when this returns. */
  public static NodeProcess run(String script) throws IOException {
    Path errors = Files.createTempFile("node-", ".err");
    Process process =
        new ProcessBuilder(installed(), "--inspect=127.0.0.1:0", "-e", script)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(errors.toFile())
            .start();
    NodeProcess node = new NodeProcess(process, errors);
    try {
      await("inspector of Node").atMost(Host.LIMIT).until(() -> node.inspector().isPresent());
    } catch (RuntimeException e) {
      node.close();
      throw e;
    }
    return node;
  }

  private Optional<MatchResult> inspector() throws IOException {
    return INSPECTOR.matcher(Files.readString(errors)).results().findFirst();
  }

  /** The port at which the inspector listens. */
  public String port() throws IOException {
    return inspector().orElseThrow().group(1);
  }

  /** The path of the inspector's URL, without its slash. */
  public String session() throws IOException {
    return inspector().orElseThrow().group(2);
  }

  /** Waits for the end of the process, and returns its exit code. */
  public int awaitExit() {
    await("exit of Node").atMost(Host.LIMIT).until(() -> !process.isAlive());
    return process.exitValue();
  }

  /** Tells whether the process runs. */
  public boolean isAlive() {
    return process.isAlive();
  }

  /** Ends the process, as it is. */
  @Override
  public void close() throws IOException {
    process.destroyForcibly();
    try {
      if (!process.waitFor(Host.LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new AssertionError("Node still runs " + Host.LIMIT + " after it was killed");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    Files.deleteIfExists(errors);
  }
}
