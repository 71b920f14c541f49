// SPDX-License-Identifier: Apache-2.0
package io.sluice.spi.roster;

import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/** The plugins that are here. Both methods may be called from any thread and do not wait. */
@ProviderType
public interface PluginRoster {

  /**
   * The plugins.
   *
   * @return one entry for each plugin bundle, by name and then by bundle number
   */
  List<PluginReport> plugins();

  /**
   * Starts a plugin's service afresh: also one that failed.
   *
   * @param name the plugin's symbolic name
   * @return whether there is a plugin of that name whose bundle is active
   */
  boolean restart(String name);
}
