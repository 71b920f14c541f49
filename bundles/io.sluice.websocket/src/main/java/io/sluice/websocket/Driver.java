// SPDX-License-Identifier: Apache-2.0
package io.sluice.websocket;

import io.sluice.spi.connection.ConnectionInventory;
import io.sluice.spi.connection.ConnectionReport;
import io.sluice.spi.connection.RunningIngress;
import io.sluice.spi.connection.RunningIngress.Source;
import io.sluice.spi.connection.RunningService;
import io.sluice.spi.ingress.IngressPort;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Has one connection for each source of a running service, and none beside. Safe for use by many
 * threads.
 */
final class Driver implements ConnectionInventory {

  private final DriverServices services;

  /** What is wanted, by service; guarded by this. */
  private final Map<RunningService, Map<Key, Connection>> wanted = new HashMap<>();

  private boolean stopped;

  /** The connections that are there, until their sockets are closed. */
  private final Set<Connection> connections = ConcurrentHashMap.newKeySet();

  /** Those of them that are not wanted any more. */
  private final Set<Connection> ending = ConcurrentHashMap.newKeySet();

  Driver(DriverServices services) {
    this.services = services;
  }

  /**
   * Tells apart the sources of a service: the same one in the same place is the same connection.
   */
  private record Key(IngressPort port, int index, Source source) {}

  /** Connects what a service has now, and ends what it has no more. */
  void follow(RunningService service) {
    List<Connection> begun = new ArrayList<>();
    List<Connection> over = new ArrayList<>();
    synchronized (this) {
      if (stopped) {
        return;
      }
      Map<Key, Connection> before = wanted.getOrDefault(service, Map.of());
      Map<Key, Connection> now = new LinkedHashMap<>();
      for (RunningIngress ingress : service.ingresses()) {
        for (int i = 0; i < ingress.sources().size(); i++) {
          Source source = ingress.sources().get(i);
          Key key = new Key(ingress.port(), i, source);
          Connection connection = before.get(key);
          if (connection == null) {
            connection = new Connection(service.plugin(), ingress, source, services);
            begun.add(connection);
          }
          now.put(key, connection);
        }
      }
      before.forEach(
          (key, connection) -> {
            if (!now.containsKey(key)) {
              over.add(connection);
            }
          });
      wanted.put(service, now);
    }
    over.forEach(this::end);
    begun.forEach(this::begin);
  }

  /** Ends what a service had. */
  void forget(RunningService service) {
    Map<Key, Connection> over;
    synchronized (this) {
      over = wanted.remove(service);
    }
    if (over != null) {
      over.values().forEach(this::end);
    }
  }

  /** A peer does not see the new revision of a plugin before the old one has left it. */
  private void begin(Connection connection) {
    CompletableFuture<?>[] predecessors =
        ending.stream()
            .filter(connection::isSuccessorOf)
            .map(each -> each.end().toCompletableFuture())
            .toArray(CompletableFuture[]::new);
    CompletableFuture<Void> unused =
        CompletableFuture.allOf(predecessors).thenRun(() -> beginNow(connection));
  }

  private void beginNow(Connection connection) {
    connections.add(connection);
    connection.end().thenRun(() -> connections.remove(connection));
    connection.reconsider();
  }

  private void end(Connection connection) {
    ending.add(connection);
    connection.end().thenRun(() -> ending.remove(connection));
    connection.withdraw();
  }

  /** Takes note that what plugins may do has changed. */
  void authorityChanged() {
    connections.forEach(Connection::reconsider);
  }

  /** Looks after what is due. On the timer's thread. */
  void look() {
    long now = services.nanoTime().getAsLong();
    connections.forEach(connection -> connection.look(now));
  }

  @Override
  public List<ConnectionReport> connections() {
    return connections.stream()
        .map(Connection::report)
        .sorted(
            Comparator.comparing((ConnectionReport report) -> report.plugin().name())
                .thenComparing(ConnectionReport::ingress)
                .thenComparing(ConnectionReport::url))
        .toList();
  }

  /** Ends all connections, waits until their sockets are closed, and makes no others. */
  void stop(Duration limit) {
    synchronized (this) {
      stopped = true;
    }
    List<CompletableFuture<Void>> ends = new ArrayList<>();
    for (Connection connection : all()) {
      connection.post(new Fact.Withdrawn(""));
      ends.add(connection.end().toCompletableFuture());
    }
    // The client closes the sockets of peers that do not.
    boolean unused = Ends.await(ends, limit);
  }

  /** Those that are there, and those that wait for their predecessors. */
  private synchronized Set<Connection> all() {
    Set<Connection> all = new HashSet<>(connections);
    wanted.values().forEach(each -> all.addAll(each.values()));
    return all;
  }
}
