// SPDX-License-Identifier: Apache-2.0
package io.sluice.plugins;

import io.sluice.spi.authority.AuthoritySnapshot;
import io.sluice.spi.authority.PluginAuthority;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/**
 * All that is known of the plugins. It is immutable, and folding a fact into it is a pure function.
 *
 * @param authority what the plugins may do
 * @param entries the plugins, by the number of their bundle
 * @param strays bundles that are not known as plugins, or not yet, by their number
 */
record Roster(
    AuthoritySnapshot authority, Map<Long, PluginEntry> entries, Map<Long, Stray> strays) {

  static Roster empty(AuthoritySnapshot authority) {
    return new Roster(authority, Map.of(), Map.of());
  }

  /**
   * Takes note of a fact.
   *
   * @param fact what has happened
   * @param now when it was taken note of
   * @return the roster after it
   */
  Roster fold(Fact fact, Instant now) {
    if (fact instanceof Fact.BundleRead read) {
      return read(read.bundle(), now);
    }
    if (fact instanceof Fact.BundleMoved moved) {
      return with(
          moved.bundleId(),
          entry -> entry.moved(moved.bundleState(), moved.life(), now),
          stray -> stray.moved(moved.bundleState(), moved.life()));
    }
    if (fact instanceof Fact.BundleGone gone) {
      return new Roster(
          authority, without(entries, gone.bundleId()), without(strays, gone.bundleId()));
    }
    if (fact instanceof Fact.HandlerOffered offered) {
      return withOffers(offered.bundleId(), offers -> offers.with(offered.offer()));
    }
    if (fact instanceof Fact.HandlerWithdrawn withdrawn) {
      return withOffers(withdrawn.bundleId(), offers -> offers.without(withdrawn.serviceId()));
    }
    if (fact instanceof Fact.AuthorityChanged changed) {
      return authorised(changed.snapshot());
    }
    if (fact instanceof Fact.PlanApplied applied) {
      return with(applied.bundleId(), entry -> entry.applied(applied.state(), now));
    }
    if (fact instanceof Fact.RunFailed failed) {
      return with(failed.bundleId(), entry -> entry.failed(failed, now));
    }
    if (fact instanceof Fact.RunEnded ended) {
      return with(ended.bundleId(), entry -> entry.ended(ended.life(), now));
    }
    return restarted(((Fact.RestartAsked) fact).name());
  }

  private Roster read(PluginBundle bundle, Instant now) {
    long id = bundle.id().bundleId();
    PluginAuthority allowed = authority.plugin(id);
    PluginEntry before = entries.get(id);
    PluginEntry entry =
        before == null
            ? known(bundle, allowed, now)
            : before.read(bundle.after(before.bundle()), allowed);
    return new Roster(authority, plus(entries, id, entry), without(strays, id));
  }

  private PluginEntry known(PluginBundle bundle, PluginAuthority allowed, Instant now) {
    Stray stray = strays.getOrDefault(bundle.id().bundleId(), Stray.NOTHING);
    PluginEntry entry = PluginEntry.of(bundle, stray.offers(), allowed, now);
    return stray.life() == null ? entry : entry.moved(stray.bundleState(), stray.life(), now);
  }

  private Roster withOffers(long bundleId, UnaryOperator<HandlerOffers> change) {
    return with(
        bundleId,
        entry -> entry.withOffers(change.apply(entry.offers())),
        stray -> stray.withOffers(change.apply(stray.offers())));
  }

  private Roster with(long bundleId, UnaryOperator<PluginEntry> change) {
    return with(bundleId, change, UnaryOperator.identity());
  }

  private Roster with(
      long bundleId, UnaryOperator<PluginEntry> change, UnaryOperator<Stray> changeOfStray) {
    PluginEntry entry = entries.get(bundleId);
    if (entry != null) {
      PluginEntry changed = change.apply(entry);
      return changed.equals(entry)
          ? this
          : new Roster(authority, plus(entries, bundleId, changed), strays);
    }
    Stray stray = changeOfStray.apply(strays.getOrDefault(bundleId, Stray.NOTHING));
    return new Roster(
        authority,
        entries,
        stray.equals(Stray.NOTHING) ? without(strays, bundleId) : plus(strays, bundleId, stray));
  }

  private static <V> Map<Long, V> plus(Map<Long, V> map, Long key, V value) {
    return plus(map, Map.of(key, value));
  }

  private static <V> Map<Long, V> plus(Map<Long, V> map, Map<Long, V> others) {
    if (others.isEmpty()) {
      return map;
    }
    Map<Long, V> more = new TreeMap<>(map);
    more.putAll(others);
    return more;
  }

  private static <V> Map<Long, V> without(Map<Long, V> map, Long key) {
    if (!map.containsKey(key)) {
      return map;
    }
    Map<Long, V> fewer = new TreeMap<>(map);
    fewer.remove(key);
    return fewer;
  }

  private Roster authorised(AuthoritySnapshot snapshot) {
    if (snapshot.epoch() < authority.epoch()) {
      return this;
    }
    Map<Long, PluginEntry> changed = new HashMap<>();
    entries.forEach(
        (id, entry) -> {
          PluginEntry authorised = entry.authorised(snapshot.plugin(id));
          if (!authorised.equals(entry)) {
            changed.put(id, authorised);
          }
        });
    return new Roster(snapshot, plus(entries, changed), strays);
  }

  private Roster restarted(String name) {
    Map<Long, PluginEntry> changed = new TreeMap<>();
    entries.forEach(
        (id, entry) ->
            changed.put(id, entry.bundle().id().name().equals(name) ? entry.restarted() : entry));
    return new Roster(authority, changed, strays);
  }
}
