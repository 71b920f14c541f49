// SPDX-License-Identifier: Apache-2.0
package io.sluice.authority;

import io.sluice.spi.authority.AuthoritySnapshot;
import io.sluice.spi.authority.GrantReport;
import io.sluice.spi.authority.PluginAuthority;
import io.sluice.spi.authority.Standing;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * What every plugin may do, at one moment.
 *
 * @param epoch its number
 * @param plugins the plugins, by the number of their bundle
 * @param entries the grants, by numbers of the registry's own
 */
record Snapshot(long epoch, NumberedMap<Dossier> plugins, NumberedMap<GrantEntry> entries)
    implements AuthoritySnapshot {

  static final Snapshot EMPTY = new Snapshot(0, NumberedMap.empty(), NumberedMap.empty());

  private static final Authority NOT_A_PLUGIN =
      Authority.none(
          new Standing(
              Standing.Kind.NOT_A_PLUGIN,
              "the bundle is no plugin with a good manifest, or was not read yet"));

  @Override
  public PluginAuthority plugin(long bundleId) {
    Dossier dossier = plugins.get(bundleId);
    return dossier == null ? NOT_A_PLUGIN : dossier.authority();
  }

  @Override
  public List<GrantReport> grants() {
    List<GrantReport> reports = new ArrayList<>();
    entries.forEach(entry -> reports.add(entry.report()));
    reports.sort(Comparator.comparing(GrantReport::plugin).thenComparing(GrantReport::pid));
    return List.copyOf(reports);
  }
}
