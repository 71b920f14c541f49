// SPDX-License-Identifier: Apache-2.0
package io.sluice.benchmark;

import io.sluice.spi.connection.ConnectionInventory;
import io.sluice.spi.connection.ConnectionReport.State;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.osgi.service.cm.Configuration;

/**
 * The host in a real Felix, with plugins that handle the texts. Connections on which there is
 * traffic are those of one plugin; idle ones are those of many.
 */
final class SluiceHost implements Contender {

  private static final String FIXTURE = "meter";
  private static final int IDLE_PER_PLUGIN = 100;

  /** As many as an ingress may have. */
  private static final int MOST_SOURCES = 16;

  /** All connections are to one host, and none is to wait for the others. */
  private static final int MANY = 10_000;

  @Override
  public void connect(Load load) throws Exception {
    HostFelix host = HostFelix.start(Set.of());
    allowMany(host);
    int perPlugin =
        load.kind() == Load.Kind.IDLE
            ? Math.min(IDLE_PER_PLUGIN, load.connections())
            : load.connections();
    for (int i = 0; i * perPlugin < load.connections(); i++) {
      String name = HostFelix.nameOf(FIXTURE) + i;
      host.install(FIXTURE, name, manifest(load, perPlugin)).start();
      grant(host, name, load.port(), perPlugin);
    }
    awaitConnected(host, load.connections());
  }

  /** Lets the host dial as many connections as there are, at once. */
  static void allowMany(HostFelix host) throws Exception {
    host.configure(
        "io.sluice.websocket",
        Map.of("connections_in_all", MANY, "dials_at_once", MANY, "dials_at_once_per_host", MANY));
  }

  /** A manifest with so many sources. */
  static String manifest(Load load, int sources) {
    List<String> ingresses = new ArrayList<>();
    for (int first = 0; first < sources; first += MOST_SOURCES) {
      ingresses.add(ingress(load, first, Math.min(MOST_SOURCES, sources - first)));
    }
    return """
        {"schema_version":1,
         "host_api":{"websocket":[{"scheme":"ws","host":"127.0.0.1","port":%d}]},
         "ingresses":[%s]}
        """
        .formatted(load.port(), String.join(",", ingresses));
  }

  private static String ingress(Load load, int first, int sources) {
    String number = first == 0 ? "" : String.valueOf(first / MOST_SOURCES);
    String name = load.kind() == Load.Kind.ECHO ? "echo" : "flood" + number;
    String urls =
        IntStream.range(first, first + sources)
            .mapToObj(i -> "{\"websocket\":\"ws://127.0.0.1:%d/%d\"}".formatted(load.port(), i))
            .collect(Collectors.joining(","));
    return "{\"name\":\"%s\",\"sources\":[%s]}".formatted(name, urls);
  }

  /** Grants a plugin all that it declares on a port of this machine. */
  static Configuration grant(HostFelix host, String plugin, int port, int connections)
      throws Exception {
    return host.configure("io.sluice.grant", plugin, grantOf(plugin, port, connections));
  }

  static Map<String, ?> grantOf(String plugin, int port, int connections) {
    return Map.of(
        "plugin",
        plugin,
        "host_api.websocket",
        "ws://127.0.0.1:" + port,
        "ingress",
        "*",
        "addresses",
        "127.0.0.0/8",
        "max_connections",
        connections);
  }

  /** Waits until there are so many connections. */
  static void awaitConnected(HostFelix host, int connections) throws InterruptedException {
    ConnectionInventory inventory = host.service(ConnectionInventory.class);
    long connected = 0;
    while (connected < connections) {
      Thread.sleep(100);
      connected =
          inventory.connections().stream().filter(each -> each.state() == State.CONNECTED).count();
    }
  }
}
