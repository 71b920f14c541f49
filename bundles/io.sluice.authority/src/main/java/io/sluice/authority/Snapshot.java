// SPDX-License-Identifier: Apache-2.0
package io.sluice.authority;

import io.sluice.spi.authority.AuthoritySnapshot;
import io.sluice.spi.authority.GrantReport;
import io.sluice.spi.authority.PluginAuthority;
import io.sluice.spi.authority.Standing;
import java.util.List;
import java.util.Map;

/** What every plugin may do, at one moment. */
record Snapshot(long epoch, Map<Long, Authority> authorities, List<GrantReport> grants)
    implements AuthoritySnapshot {

  private static final Authority NOT_A_PLUGIN =
      Authority.none(
          new Standing(Standing.Kind.NOT_A_PLUGIN, "the bundle is no plugin with a good manifest"));

  Snapshot {
    authorities = Map.copyOf(authorities);
    grants = List.copyOf(grants);
  }

  @Override
  public PluginAuthority plugin(long bundleId) {
    return authorities.getOrDefault(bundleId, NOT_A_PLUGIN);
  }
}
