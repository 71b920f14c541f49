// SPDX-License-Identifier: Apache-2.0
package io.sluice.itest.autobahn;

import com.google.gson.Gson;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** One side of the Autobahn test suite, in a process of its own, with all that it leaves behind. */
final class Suite implements AutoCloseable {

  /** What is left out, and why, is told in docs/testing.md. */
  private static final List<String> CASES =
      List.of("1.1.*", "2.*", "3.*", "4.*", "5.*", "6.*", "7.*");

  private final Path folder;
  private final Process process;

  private Suite(Path folder, String side, Map<String, ?> settings) throws IOException {
    this.folder = Files.createDirectories(folder);
    Path spec = folder.resolve("spec.json");
    Files.writeString(spec, new Gson().toJson(settings));
    File log = folder.resolve("log.txt").toFile();
    process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-jar",
                System.getProperty("jython"),
                System.getProperty("suite.script"),
                System.getProperty("suite.dir"),
                side,
                spec.toString())
            .redirectErrorStream(true)
            .redirectOutput(log)
            .start();
  }

  /** Serves the cases to clients. */
  static Suite server(Path folder, int port) throws IOException {
    return new Suite(
        folder,
        "server",
        Map.of(
            "url",
            "ws://127.0.0.1:" + port,
            "options",
            Map.of("failByDrop", false),
            "outdir",
            folder.resolve("reports").toString(),
            "cases",
            CASES));
  }

  /**
   * Plays the cases to servers.
   *
   * @param urls where they are, by the names of the columns
   */
  static Suite client(Path folder, Map<String, String> urls) throws IOException {
    return new Suite(
        folder,
        "client",
        Map.of(
            "servers",
            urls.entrySet().stream()
                .map(each -> Map.of("agent", each.getKey(), "url", each.getValue()))
                .toList(),
            "outdir",
            folder.resolve("reports").toString(),
            "cases",
            CASES));
  }

  /** A port that is free now. */
  static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  /** Waits until the process has ended by itself. */
  void await(long minutes) throws InterruptedException {
    if (!process.waitFor(minutes, TimeUnit.MINUTES)) {
      throw new IllegalStateException("the suite has not ended within " + minutes + " minutes");
    }
  }

  /** The summary of all verdicts. It is written at the end. */
  Path summary() {
    return folder.resolve("reports").resolve("index.json");
  }

  @Override
  public void close() {
    process.destroy();
  }
}
