// SPDX-License-Identifier: Apache-2.0
package io.sluice.testkit;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What the kernel knows of this machine's TCP connections, where it tells (Linux, {@code proc(5)}).
 * It knows at once that a client has closed; the thread that reads the connection learns it when it
 * runs again, which may be after the client's next connection was accepted.
 */
final class KernelConnections {

  private static final List<Path> TABLES =
      List.of(Path.of("/proc/self/net/tcp"), Path.of("/proc/self/net/tcp6"));

  /** ESTABLISHED, FIN_WAIT1 and FIN_WAIT2: the other side has not closed. */
  private static final Set<String> OPEN = Set.of("01", "04", "05");

  private KernelConnections() {}

  /**
   * The ports of those who are connected to a port and have not closed, or empty if the kernel does
   * not tell.
   */
  static Optional<Set<Integer>> clientsOf(int port) {
    try {
      Set<Integer> clients = new HashSet<>();
      for (Path table : TABLES) {
        Files.readAllLines(table, StandardCharsets.US_ASCII).stream()
            .skip(1)
            .map(line -> line.trim().split("\\s+"))
            .filter(fields -> port(fields[1]) == port && OPEN.contains(fields[3]))
            .forEach(fields -> clients.add(port(fields[2])));
      }
      return Optional.of(clients);
    } catch (IOException e) {
      // There is no such table here.
      return Optional.empty();
    }
  }

  /** The port of an address in hexadecimal digits, after its colon. */
  private static int port(String address) {
    return Integer.parseInt(address.substring(address.indexOf(':') + 1), 16);
  }
}
