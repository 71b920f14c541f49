// SPDX-License-Identifier: Apache-2.0
package io.sluice.outbound;

import io.sluice.outbound.Setting.Accepted;
import io.sluice.outbound.Setting.Refused;
import java.util.Collections;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The configurations of one factory, and which of them holds for a peer: the one that names it most
 * exactly. Two that name the same place are both refused, since nobody can tell which was meant.
 *
 * <p>Safe for use by many threads. Who reads takes no lock.
 *
 * @param <T> what a good configuration gives
 */
final class Settings<T> {

  private final Map<String, Setting<T>> configured = new TreeMap<>();
  private volatile Map<String, Setting<T>> inForce = Map.of();

  private record Match<T>(String pid, Place place, Setting<T> setting) {}

  /**
   * What holds for a peer.
   *
   * @param pid the configuration that says so
   * @param setting what it says
   */
  record Held<T>(String pid, Setting<T> setting) {}

  /**
   * Takes in a configuration, in place of the one of the same PID.
   *
   * @return what is refused now, by PID: this one, and those that it made refused
   */
  synchronized Map<String, Refused<T>> put(String pid, Setting<T> setting) {
    configured.put(pid, setting);
    Map<String, Refused<T>> before = refusals();
    before.remove(pid);
    fold();
    Map<String, Refused<T>> news = refusals();
    news.entrySet().removeAll(before.entrySet());
    return news;
  }

  /** Takes in a configuration, unless one of the same PID is there. */
  synchronized void putIfAbsent(String pid, Setting<T> setting) {
    configured.putIfAbsent(pid, setting);
    fold();
  }

  synchronized void remove(String pid) {
    configured.remove(pid);
    fold();
  }

  /** The configuration that holds for a peer; of several that name it alike, a refused one. */
  Optional<Held<T>> at(Peer peer) {
    return inForce.entrySet().stream()
        .flatMap(
            each ->
                each.getValue().scope().covering(peer).stream()
                    .map(place -> new Match<>(each.getKey(), place, each.getValue())))
        .max(
            Comparator.comparing((Match<T> match) -> match.place(), Place.EXACTNESS)
                .thenComparing(match -> match.setting() instanceof Refused))
        .map(match -> new Held<>(match.pid(), match.setting()));
  }

  /** What the configurations give that are not refused. */
  Stream<T> accepted() {
    return inForce.values().stream()
        .flatMap(
            setting ->
                setting instanceof Accepted<T> accepted
                    ? Stream.of(accepted.value())
                    : Stream.empty());
  }

  private void fold() {
    Map<String, Setting<T>> folded = new TreeMap<>();
    configured.forEach((pid, setting) -> folded.put(pid, judged(pid, setting)));
    inForce = Collections.unmodifiableMap(folded);
  }

  private Setting<T> judged(String pid, Setting<T> setting) {
    if (setting instanceof Accepted<T> accepted) {
      for (Map.Entry<String, Setting<T>> other : configured.entrySet()) {
        Optional<Place> same = same(accepted, other.getValue());
        if (!other.getKey().equals(pid) && same.isPresent()) {
          return new Refused<>(
              accepted.scope(),
              "targets: %s is also in %s; name it in one of them only"
                  .formatted(same.get(), other.getKey()));
        }
      }
    }
    return setting;
  }

  private static <T> Optional<Place> same(Accepted<T> setting, Setting<T> other) {
    return other instanceof Accepted<T> accepted
        ? setting.scope().places().stream()
            .filter(accepted.scope().places()::contains)
            .min(Comparator.comparing(Place::toString))
        : Optional.empty();
  }

  private Map<String, Refused<T>> refusals() {
    Map<String, Refused<T>> refusals = new TreeMap<>();
    inForce.forEach(
        (pid, setting) -> {
          if (setting instanceof Refused<T> refused) {
            refusals.put(pid, refused);
          }
        });
    return refusals;
  }
}
