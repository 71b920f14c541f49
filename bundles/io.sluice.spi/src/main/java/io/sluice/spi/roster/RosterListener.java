// SPDX-License-Identifier: Apache-2.0
package io.sluice.spi.roster;

import java.util.List;
import org.osgi.annotation.versioning.ConsumerType;

/** Is told when something about the plugins has changed. It is found as an OSGi service. */
@ConsumerType
public interface RosterListener {

  /**
   * Takes note of the plugins. It is called on the roster's thread, one call after the other, and
   * must not wait. What it throws is logged, and changes nothing.
   *
   * @param plugins what {@link PluginRoster#plugins} answers from now on, but for numbers that grow
   *     with each event. The report of a plugin about which nothing has changed is the very one
   *     that was told before, and so is the list if none has changed
   */
  void rosterChanged(List<PluginReport> plugins);
}
