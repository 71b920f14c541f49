// SPDX-License-Identifier: Apache-2.0
package io.sluice.websocket;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who dials next. A dial takes a token of all and one of its host. The plugins take turns, and each
 * plugin's own dials keep their order, but for those whose host has no token. For one thread at a
 * time.
 */
final class DialOrder {

  private final DialRates rates;
  private TokenBucket inAll;

  /** Those that are not full: one that is full is as good as none. */
  private final Map<String, TokenBucket> byHost;

  /** By plugin, the one whose turn it is first. */
  private final Map<Long, Set<Turn>> waiting = new LinkedHashMap<>();

  DialOrder(DialRates rates, long now) {
    this.rates = rates;
    this.inAll = rates.inAll(now);
    this.byHost = new HashMap<>();
  }

  private DialOrder(DialOrder other) {
    rates = other.rates;
    inAll = other.inAll;
    byHost = new HashMap<>(other.byHost);
    other.waiting.forEach((plugin, turns) -> waiting.put(plugin, new LinkedHashSet<>(turns)));
  }

  /** A dial that waits: each is one of its own. */
  static final class Turn {

    private final long bundleId;
    private final String host;
    private final Runnable dial;

    Turn(long bundleId, String host, Runnable dial) {
      this.bundleId = bundleId;
      this.host = host;
      this.dial = dial;
    }

    void dial() {
      dial.run();
    }
  }

  void add(Turn turn) {
    waiting.computeIfAbsent(turn.bundleId, id -> new LinkedHashSet<>()).add(turn);
  }

  void remove(Turn turn) {
    waiting.computeIfPresent(
        turn.bundleId, (id, turns) -> turns.remove(turn) && turns.isEmpty() ? null : turns);
  }

  /** Takes out the dial whose turn it is, with its tokens; null if nobody's is. */
  @Nullable Turn next(long now) {
    byHost.values().removeIf(bucket -> bucket.isFull(now));
    Turn turn = inAll.isReady(now) ? first(now) : null;
    if (turn != null) {
      inAll = inAll.taken(now);
      byHost.put(turn.host, bucket(turn, now).taken(now));
      passOn(turn);
    }
    return turn;
  }

  private @Nullable Turn first(long now) {
    for (Set<Turn> turns : waiting.values()) {
      for (Turn turn : turns) {
        if (bucket(turn, now).isReady(now)) {
          return turn;
        }
      }
    }
    return null;
  }

  private TokenBucket bucket(Turn turn, long now) {
    TokenBucket bucket = byHost.get(turn.host);
    return bucket == null ? rates.perHost(now) : bucket;
  }

  /** It is the next plugin's turn. */
  private void passOn(Turn turn) {
    remove(turn);
    Set<Turn> others = waiting.remove(turn.bundleId);
    if (others != null) {
      waiting.put(turn.bundleId, others);
    }
  }

  /** When each dial's turn comes, if no others come in between. */
  Map<Turn, Long> forecast(long now) {
    Map<Turn, Long> forecast = new HashMap<>();
    DialOrder future = new DialOrder(this);
    long time = now;
    while (!future.waiting.isEmpty()) {
      time = future.nextAt(time);
      Turn turn = future.next(time);
      if (turn != null) {
        forecast.put(turn, time);
      }
    }
    return forecast;
  }

  /** When the next dial's turn comes: now or later. */
  private long nextAt(long now) {
    long earliest = later(now, inAll.readyAt());
    long best = Long.MAX_VALUE;
    for (Set<Turn> turns : waiting.values()) {
      for (Turn turn : turns) {
        long wait = bucket(turn, now).readyAt() - earliest;
        if (wait <= 0) {
          return earliest;
        }
        best = Math.min(best, wait);
      }
    }
    return earliest + best;
  }

  private static long later(long a, long b) {
    return a - b >= 0 ? a : b;
  }

  /** How many hosts are remembered. */
  int hosts() {
    return byHost.size();
  }
}
