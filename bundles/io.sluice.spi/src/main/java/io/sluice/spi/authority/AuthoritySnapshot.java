// SPDX-License-Identifier: Apache-2.0
package io.sluice.spi.authority;

import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/** What every plugin may do, at one moment. It is immutable. */
@ProviderType
public interface AuthoritySnapshot {

  /**
   * The number of the snapshot.
   *
   * @return a number that is larger than that of each earlier snapshot
   */
  long epoch();

  /**
   * What a plugin may do.
   *
   * @param bundleId the number of the plugin's bundle
   * @return its authority; one that allows nothing if the bundle is no plugin
   */
  PluginAuthority plugin(long bundleId);

  /**
   * The grants behind the snapshot, also those that were refused.
   *
   * @return the grants, by name
   */
  List<GrantReport> grants();
}
