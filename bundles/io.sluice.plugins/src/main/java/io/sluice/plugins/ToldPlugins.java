// SPDX-License-Identifier: Apache-2.0
package io.sluice.plugins;

import io.sluice.spi.roster.PluginReport;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What listeners are told of the plugins. Of a plugin about which nothing has changed they get the
 * very report that they got before, so that a change costs them and the host little more than what
 * it touches. For the roster's thread alone.
 */
final class ToldPlugins {

  private final Map<Place, PluginReport> reports = new TreeMap<>();
  private Map<Long, PluginEntry> told = Map.of();
  private List<PluginReport> list = List.of();

  /** Reports are in the order of names. */
  private record Place(String name, long bundleId) implements Comparable<Place> {

    private static final Comparator<Place> ORDER =
        Comparator.comparing(Place::name).thenComparingLong(Place::bundleId);

    static Place of(PluginEntry entry) {
      return new Place(entry.bundle().id().name(), entry.bundle().id().bundleId());
    }

    @Override
    public int compareTo(Place other) {
      return ORDER.compare(this, other);
    }
  }

  /** What is to be told now: the very list that was told before, if nothing has changed. */
  List<PluginReport> of(Map<Long, PluginEntry> now) {
    Map<Long, PluginEntry> before = told;
    told = now;
    boolean changed = false;
    for (Map.Entry<Long, PluginEntry> each : before.entrySet()) {
      PluginEntry successor = now.get(each.getKey());
      if (successor == null || !successor.bundle().id().equals(each.getValue().bundle().id())) {
        changed |= reports.remove(Place.of(each.getValue())) != null;
      }
    }
    for (Map.Entry<Long, PluginEntry> each : now.entrySet()) {
      PluginEntry entry = each.getValue();
      if (!entry.equals(before.get(each.getKey()))) {
        reports.put(Place.of(entry), PluginReports.of(entry));
        changed = true;
      }
    }
    if (changed) {
      list = List.copyOf(reports.values());
    }
    return list;
  }
}
