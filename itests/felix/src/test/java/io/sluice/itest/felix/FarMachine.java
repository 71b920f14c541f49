// SPDX-License-Identifier: Apache-2.0
package io.sluice.itest.felix;

import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * A machine beside this one, as far as the network can tell: a process in a network namespace of
 * its own, and a link to it. It echoes texts. It ends with the test's JVM, and the link with it.
 *
 * <p>When it vanishes nobody is told: each side sends its frames to a station that is not there.
 */
final class FarMachine implements AutoCloseable {

  private static final String THERE = "peer0";
  private static final String NOBODY = "02:00:00:00:00:01";

  /** 198.18.0.0/15 is for tests of networks. Each process has four addresses of it. */
  private static final long FIRST_ADDRESS = (198L << 24) + (18L << 16);

  private static final long LINKS = 1 << 15;

  private final Process process;
  private final String here;
  private final long network;
  private int port;

  private FarMachine(Process process) {
    this.process = process;
    here = "slu" + process.pid();
    network = FIRST_ADDRESS + 4 * (process.pid() % LINKS);
  }

  /** Why none can be had here. */
  static Optional<String> missing() {
    for (String program : List.of("unshare", "nsenter", "ip")) {
      if (Program.find(program).isEmpty()) {
        return Optional.of(program + " is not installed");
      }
    }
    try {
      Program.run("unshare", "--net", "ip", "link", "add", "type", "veth");
      return Optional.empty();
    } catch (IOException e) {
      return Optional.of("no network can be made: " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.of("it was interrupted");
    }
  }

  /** Starts one. */
  static FarMachine start() throws Exception {
    FarMachine machine = new FarMachine(namespace());
    try {
      machine.link();
      machine.serve();
    } catch (Exception | Error e) {
      machine.close();
      throw e;
    }
    return machine;
  }

  /** What is to run in it waits for a line, until there is a link. */
  private static Process namespace() throws IOException {
    String classPath =
        System.getProperty("test.classes.dir")
            + File.pathSeparator
            + Path.of(System.getProperty("host.dir"), "io.sluice.testkit.jar");
    return new ProcessBuilder(
            "unshare",
            "--net",
            "sh",
            "-c",
            "read address; exec \"$@\" $address",
            "sh",
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            classPath,
            FarServer.class.getName())
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  private void link() throws Exception {
    Path namespace = Path.of("/proc", String.valueOf(process.pid()), "ns/net");
    Path own = Files.readSymbolicLink(Path.of("/proc/self/ns/net"));
    await("a network of its own")
        .atMost(Host.LIMIT)
        .until(() -> Files.readSymbolicLink(namespace), other -> !other.equals(own));
    Program.run("ip", "link", "add", here, "type", "veth", "peer", "name", THERE, "netns", pid());
    Program.run("ip", "address", "add", address(1) + "/30", "dev", here);
    Program.run("ip", "link", "set", here, "up");
    runThere("ip", "address", "add", address(2) + "/30", "dev", THERE);
    runThere("ip", "link", "set", THERE, "up");
  }

  private void serve() throws IOException {
    process.getOutputStream().write((address() + "\n").getBytes(StandardCharsets.UTF_8));
    process.getOutputStream().flush();
    BufferedReader out =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    port = Integer.parseInt(String.valueOf(out.readLine()));
  }

  private String pid() {
    return String.valueOf(process.pid());
  }

  private void runThere(String... command) throws IOException, InterruptedException {
    String[] all = new String[command.length + 4];
    System.arraycopy(new String[] {"nsenter", "--target", pid(), "--net"}, 0, all, 0, 4);
    System.arraycopy(command, 0, all, 4, command.length);
    Program.run(all);
  }

  private String address(int number) {
    long address = network + number;
    return "%d.%d.%d.%d"
        .formatted(address >> 24, address >> 16 & 255, address >> 8 & 255, address & 255);
  }

  /** Its address. */
  String address() {
    return address(2);
  }

  /** The port of its server. */
  int port() {
    return port;
  }

  /** Loses what goes over the link, both ways. */
  void vanish() throws IOException, InterruptedException {
    Program.run(misled(here, address(2)));
    runThere(misled(THERE, address(1)));
  }

  private static String[] misled(String device, String address) {
    return new String[] {
      "ip", "neigh", "replace", address, "lladdr", NOBODY, "dev", device, "nud", "permanent"
    };
  }

  /** Carries again what goes over the link. */
  void comeBack() throws IOException, InterruptedException {
    Program.run("ip", "neigh", "del", address(2), "dev", here);
    runThere("ip", "neigh", "del", address(1), "dev", THERE);
  }

  @Override
  public void close() {
    process.destroyForcibly();
    process.onExit().orTimeout(Host.LIMIT.toMillis(), TimeUnit.MILLISECONDS).join();
  }
}
