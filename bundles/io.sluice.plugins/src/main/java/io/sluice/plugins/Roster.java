// SPDX-License-Identifier: Apache-2.0
package io.sluice.plugins;

import io.sluice.spi.authority.AuthoritySnapshot;
import io.sluice.spi.authority.PluginAuthority;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * All that is known of the plugins. It is immutable, and folding a fact into it is a pure function.
 *
 * @param authority what the plugins may do
 * @param entries the plugins, by the number of their bundle
 * @param strays handlers of bundles that are not known as plugins, or not yet
 */
record Roster(
    AuthoritySnapshot authority,
    Map<Long, PluginEntry> entries,
    Map<Long, List<HandlerOffer>> strays) {

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
      return read(read, now);
    }
    if (fact instanceof Fact.BundleMoved moved) {
      return with(moved.bundleId(), entry -> entry.moved(moved.bundleState(), moved.life(), now));
    }
    if (fact instanceof Fact.BundleGone gone) {
      return without(gone.bundleId());
    }
    if (fact instanceof Fact.HandlerOffered offered) {
      return entries.containsKey(offered.bundleId())
          ? with(offered.bundleId(), entry -> entry.offered(offered.offer()))
          : withStrays(offered.bundleId(), offered.offer().serviceId(), offered.offer());
    }
    if (fact instanceof Fact.HandlerWithdrawn withdrawn) {
      return entries.containsKey(withdrawn.bundleId())
          ? with(withdrawn.bundleId(), entry -> entry.withdrawn(withdrawn.serviceId()))
          : withStrays(withdrawn.bundleId(), withdrawn.serviceId(), null);
    }
    if (fact instanceof Fact.AuthorityChanged changed) {
      return authorised(changed.snapshot());
    }
    if (fact instanceof Fact.PlanApplied applied) {
      return with(applied.bundleId(), entry -> entry.applied(applied, now));
    }
    if (fact instanceof Fact.RunFailed failed) {
      return with(failed.bundleId(), entry -> entry.failed(failed, now));
    }
    if (fact instanceof Fact.RunEnded ended) {
      return with(ended.bundleId(), entry -> entry.ended(now));
    }
    return restarted(((Fact.RestartAsked) fact).name());
  }

  private Roster read(Fact.BundleRead read, Instant now) {
    long id = read.bundle().id().bundleId();
    PluginAuthority allowed = authority.plugin(id);
    PluginEntry before = entries.get(id);
    PluginEntry entry =
        before == null
            ? PluginEntry.of(
                read.bundle(), read.bundleState(), strays.getOrDefault(id, List.of()), allowed, now)
            : before.read(read.bundle(), read.bundleState(), allowed);
    Map<Long, List<HandlerOffer>> otherStrays = new TreeMap<>(strays);
    otherStrays.remove(id);
    return new Roster(authority, put(id, entry), otherStrays);
  }

  private Roster with(long bundleId, UnaryOperator<PluginEntry> change) {
    PluginEntry entry = entries.get(bundleId);
    return entry == null ? this : new Roster(authority, put(bundleId, change.apply(entry)), strays);
  }

  private Map<Long, PluginEntry> put(long bundleId, PluginEntry entry) {
    Map<Long, PluginEntry> changed = new TreeMap<>(entries);
    changed.put(bundleId, entry);
    return changed;
  }

  private Roster without(long bundleId) {
    Map<Long, PluginEntry> fewer = new TreeMap<>(entries);
    fewer.remove(bundleId);
    return new Roster(authority, fewer, strays);
  }

  private Roster withStrays(long bundleId, long serviceId, @Nullable HandlerOffer offer) {
    List<HandlerOffer> offers = new ArrayList<>(strays.getOrDefault(bundleId, List.of()));
    offers.removeIf(each -> each.serviceId() == serviceId);
    if (offer != null) {
      offers.add(offer);
    }
    Map<Long, List<HandlerOffer>> changed = new TreeMap<>(strays);
    if (offers.isEmpty()) {
      changed.remove(bundleId);
    } else {
      changed.put(bundleId, List.copyOf(offers));
    }
    return new Roster(authority, entries, changed);
  }

  private Roster authorised(AuthoritySnapshot snapshot) {
    if (snapshot.epoch() < authority.epoch()) {
      return this;
    }
    Map<Long, PluginEntry> changed = new TreeMap<>();
    entries.forEach((id, entry) -> changed.put(id, entry.authorised(snapshot.plugin(id))));
    return new Roster(snapshot, changed, strays);
  }

  private Roster restarted(String name) {
    Map<Long, PluginEntry> changed = new TreeMap<>();
    entries.forEach(
        (id, entry) ->
            changed.put(id, entry.bundle().id().name().equals(name) ? entry.restarted() : entry));
    return new Roster(authority, changed, strays);
  }
}
