// SPDX-License-Identifier: Apache-2.0
package io.sluice.benchmark;

import java.util.List;
import java.util.Map;

/**
 * What is measured of observation, and with whom.
 *
 * @param kind what clients get
 * @param clients how many there are; of {@link Kind#WORKERS} how many plugins
 * @param events how many events are measured
 * @param rate how many there are in a second; 0 for as many as the clients take
 * @param contenders those who take part
 */
record Watching(Kind kind, int clients, int events, int rate, List<String> contenders) {

  private static final int WARM_UP_DELIVERIES = 1_000_000;
  private static final int MOST_WARM_UP = 200_000;

  /** What clients get. */
  enum Kind {
    /** As many events as they take. */
    BROADCAST,
    /** Events at a rate that leaves time. */
    DELAY,
    /** None. */
    IDLE,
    /** There are no clients, and many workers. */
    WORKERS
  }

  private static final List<String> ALL = List.of("jetty", "runtime", "jetty-relay", "backend");

  static List<Watching> all() {
    return List.of(
        new Watching(Kind.BROADCAST, 1, 400_000, 0, ALL),
        new Watching(Kind.BROADCAST, 100, 20_000, 0, ALL),
        new Watching(Kind.BROADCAST, 1_000, 2_000, 0, ALL),
        new Watching(Kind.DELAY, 1, 10_000, 1_000, ALL),
        new Watching(Kind.DELAY, 100, 5_000, 500, ALL),
        new Watching(Kind.DELAY, 1_000, 500, 50, ALL),
        new Watching(Kind.IDLE, 1, 0, 0, ALL),
        new Watching(Kind.IDLE, 1_000, 0, 0, ALL),
        new Watching(Kind.WORKERS, 1, 0, 0, List.of("host", "runtime")),
        new Watching(Kind.WORKERS, 1_000, 0, 0, List.of("host", "runtime")));
  }

  String name() {
    return switch (kind) {
      case BROADCAST -> "broadcast to %d clients".formatted(clients);
      case DELAY -> "delay for %d clients at %d events a second".formatted(clients, rate);
      case IDLE -> "idle with %d clients".formatted(clients);
      case WORKERS -> "idle with %d workers".formatted(clients);
    };
  }

  Watching scaled(int percent) {
    return new Watching(kind, clients, events * percent / 100, rate, contenders);
  }

  /**
   * How many events come before. At a rate that leaves time, it would take minutes until the
   * server's code is compiled, and until then the compiler's threads make the delays: most of these
   * events come as fast as the clients take them.
   */
  int warmUp() {
    return kind == Kind.DELAY ? Math.min(MOST_WARM_UP, WARM_UP_DELIVERIES / clients) : events / 2;
  }

  /** Measures one contender, with a fresh server and fresh clients. */
  Map<String, Double> measure(String contender) throws Exception {
    return kind == Kind.WORKERS ? workers(contender) : clients(contender);
  }

  private Map<String, Double> workers(String contender) throws Exception {
    try (JavaProcess process =
        JavaProcess.start(
            WorkersProcess.class, true, Map.of(), contender, String.valueOf(clients))) {
      return Results.footprint(process.result());
    }
  }

  private Map<String, Double> clients(String contender) throws Exception {
    try (JavaProcess server =
        JavaProcess.start(
            PublisherProcess.class,
            !contender.startsWith("jetty"),
            Map.of(),
            contender,
            String.valueOf(rate),
            String.valueOf(warmUp()),
            String.valueOf(events))) {
      String[] where = server.word("ready ").split(" ", 2);
      try (JavaProcess watchers =
          JavaProcess.start(
              WatcherProcess.class,
              false,
              Map.of(),
              where[0],
              where[1],
              String.valueOf(clients),
              String.valueOf(warmUp()),
              String.valueOf(events))) {
        watchers.takeAlong(server);
        server.takeAlong(watchers);
        return kind == Kind.IDLE
            ? Results.footprint(server.result())
            : figures(watchers.result(), server.result());
      }
    }
  }

  private Map<String, Double> figures(long[] ofWatchers, long[] ofServer) {
    double delivered = (double) events * clients;
    return kind == Kind.BROADCAST
        ? Results.figures(
            "deliveries/s",
            delivered * 1e9 / ofWatchers[0],
            "bytes/delivery",
            ofServer[0] / delivered)
        : Results.figures("p50 us", ofWatchers[1] / 1e3, "p99 us", ofWatchers[2] / 1e3);
  }
}
