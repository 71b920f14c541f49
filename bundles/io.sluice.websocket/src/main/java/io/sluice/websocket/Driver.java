// SPDX-License-Identifier: Apache-2.0
package io.sluice.websocket;

import io.sluice.spi.command.Effect;
import io.sluice.spi.connection.ConnectionInventory;
import io.sluice.spi.connection.ConnectionReport;
import io.sluice.spi.connection.RunningIngress;
import io.sluice.spi.connection.RunningIngress.Source;
import io.sluice.spi.connection.RunningService;
import io.sluice.spi.ingress.IngressPort;
import io.sluice.spi.plugin.PluginId;
import io.sluice.spi.target.TargetUrl;
import io.sluice.websocket.DialOrder.Turn;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Has one connection for each source of a running service, and none beside. Safe for use by many
 * threads.
 */
final class Driver implements ConnectionInventory {

  private final DriverServices services;

  /** What is wanted, by service; guarded by this. */
  private final Map<RunningService, Fed> wanted = new HashMap<>();

  /** Those that plugins have opened beside their sources; entered while guarded by this. */
  private final Map<Connection, RunningService> further = new ConcurrentHashMap<>();

  /** Completes when plugins can be answered: no event comes in before. */
  private final CompletableFuture<Void> started = new CompletableFuture<>();

  private boolean stopped;

  /** The connections that are there, until their sockets are closed. */
  private final Set<Connection> connections = ConcurrentHashMap.newKeySet();

  /** What each is told to do at its end. */
  private final Consumer<Connection> ended = connections::remove;

  /** Those of them that are not wanted any more. */
  private final Set<Connection> ending = ConcurrentHashMap.newKeySet();

  Driver(DriverServices services) {
    this.services = services;
  }

  /**
   * Tells apart the sources of a service: the same one in the same place is the same connection.
   */
  private record Key(IngressPort port, int index, Source source) {}

  /**
   * What a service wanted, and has.
   *
   * @param ingresses its ingresses
   * @param connections one for each of their sources, in the same order
   */
  private record Fed(List<RunningIngress> ingresses, List<Connection> connections) {

    static final Fed NOTHING = new Fed(List.of(), List.of());

    Map<Key, Connection> byKey() {
      Map<Key, Connection> byKey = new LinkedHashMap<>();
      Iterator<Connection> each = connections.iterator();
      for (RunningIngress ingress : ingresses) {
        for (int i = 0; i < ingress.sources().size(); i++) {
          byKey.put(new Key(ingress.port(), i, ingress.sources().get(i)), each.next());
        }
      }
      return byKey;
    }
  }

  /** Connects what a service has now, and ends what it has no more. */
  void follow(RunningService service) {
    List<Connection> begun = new ArrayList<>();
    List<Connection> over = new ArrayList<>();
    synchronized (this) {
      if (stopped) {
        return;
      }
      Map<Key, Connection> before = wanted.getOrDefault(service, Fed.NOTHING).byKey();
      List<Connection> now = new ArrayList<>();
      List<RunningIngress> ingresses = service.ingresses();
      for (RunningIngress ingress : ingresses) {
        for (int i = 0; i < ingress.sources().size(); i++) {
          Source source = ingress.sources().get(i);
          Key key = new Key(ingress.port(), i, source);
          Connection connection = before.remove(key);
          if (connection == null) {
            connection = new Connection(service.plugin(), ingress, source, services);
            begun.add(connection);
          }
          now.add(connection);
        }
      }
      over.addAll(before.values());
      wanted.put(service, new Fed(ingresses, List.copyOf(now)));
    }
    over.addAll(further(service, connection -> !feeds(service, connection)));
    over.forEach(this::end);
    begun.forEach(this::begin);
  }

  private static boolean feeds(RunningService service, Connection connection) {
    return service.ingresses().stream()
        .anyMatch(ingress -> ingress.port() == connection.ingress().port());
  }

  private List<Connection> further(RunningService service, Predicate<Connection> which) {
    return further.keySet().stream()
        .filter(connection -> service == further.get(connection))
        .filter(which)
        .toList();
  }

  /** Opens a further connection of a plugin, and tells what becomes of it. */
  CompletionStage<Effect> open(PluginId plugin, String ingressName, TargetUrl url) {
    Connection connection;
    synchronized (this) {
      RunningService service = stopped ? null : running(plugin);
      RunningIngress ingress = service == null ? null : ingress(service, ingressName);
      Source source = ingress == null ? null : FurtherSource.of(ingress, url).orElse(null);
      if (service == null || ingress == null || source == null) {
        return CompletableFuture.completedStage(notReceiving(plugin, ingressName));
      }
      connection = Connection.further(plugin, ingress, source, services);
      further.put(connection, service);
    }
    connection.end().thenRun(() -> further.remove(connection));
    CompletionStage<Effect> effect = Opening.effect(connection);
    begin(connection);
    return effect;
  }

  private @Nullable RunningService running(PluginId plugin) {
    return wanted.keySet().stream()
        .filter(service -> service.plugin().bundleId() == plugin.bundleId())
        .findFirst()
        .orElse(null);
  }

  private static @Nullable RunningIngress ingress(RunningService service, String name) {
    return service.ingresses().stream()
        .filter(ingress -> ingress.spec().name().equals(name))
        .findFirst()
        .orElse(null);
  }

  private Effect notReceiving(PluginId plugin, String ingress) {
    return services.authority().snapshot().plugin(plugin.bundleId()).receives(ingress)
        ? Effect.rejected("ingress_not_running", "no ingress of that name has a handler now")
        : Effect.rejected("ingress_not_granted", "no grant names the ingress " + ingress);
  }

  /** Ends what a service had. */
  void forget(RunningService service) {
    Fed over;
    synchronized (this) {
      over = wanted.remove(service);
    }
    if (over != null) {
      over.connections().forEach(this::end);
    }
    further(service, connection -> true).forEach(this::end);
  }

  /**
   * Begins to dial. What is followed before waits for this, so that what plugins answer to the
   * first events finds its way out.
   */
  void start() {
    started.complete(null);
  }

  /** A peer does not see the new revision of a plugin before the old one has left it. */
  private void begin(Connection connection) {
    CompletableFuture<?>[] predecessors =
        Stream.concat(
                Stream.of(started),
                ending.stream()
                    .filter(connection::isSuccessorOf)
                    .map(each -> each.end().toCompletableFuture()))
            .toArray(CompletableFuture[]::new);
    CompletableFuture<Void> unused =
        CompletableFuture.allOf(predecessors).thenRun(() -> beginNow(connection));
  }

  private void beginNow(Connection connection) {
    connections.add(connection);
    connection.begin(ended);
  }

  private void end(Connection connection) {
    ending.add(connection);
    connection.end().thenRun(() -> ending.remove(connection));
    connection.withdraw();
  }

  /** Those that are there: what comes later asks for the grants by itself. */
  Stream<Connection> live() {
    return connections.stream();
  }

  /** Takes note that whom to trust, or which proxy to take, has changed. */
  void outboundChanged() {
    connections.forEach(connection -> connection.post(new Fact.OutboundChanged()));
  }

  /** Looks after what is due. On the timer's thread. */
  void look() {
    services.turns().look();
    long now = services.nanoTime().getAsLong();
    connections.forEach(connection -> connection.look(now));
  }

  @Override
  public List<ConnectionReport> connections() {
    Map<Turn, Long> turns = services.turns().forecast();
    return connections.stream()
        .map(connection -> connection.report(turns))
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
    wanted.values().forEach(each -> all.addAll(each.connections()));
    all.addAll(further.keySet());
    return all;
  }
}
