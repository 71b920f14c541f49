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
   * What a plugin may do. As long as nothing of it changes, it is the very same object in one
   * snapshot after the other: who has to do with many plugins sees by that which are concerned.
   *
   * @param bundleId the number of the plugin's bundle
   * @return its authority; one that allows nothing if the bundle is no plugin
   */
  PluginAuthority plugin(long bundleId);

  /**
   * The grants behind the snapshot, also those that were refused. The reports are made when they
   * are asked for, all of them: this is for people, and for no path that is walked often.
   *
   * @return the grants, by name
   */
  List<GrantReport> grants();
}
