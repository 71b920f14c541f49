// SPDX-License-Identifier: Apache-2.0
package io.sluice.spi.command;

import io.sluice.api.command.CommandResult;
import io.sluice.spi.plugin.PluginId;
import org.osgi.annotation.versioning.ConsumerType;

/** Is told what became of each command. It is found as an OSGi service. */
@ConsumerType
public interface CommandListener {

  /**
   * Takes note of a result. It is called from many threads at once, and must not wait. What it
   * throws is logged, and changes nothing.
   *
   * @param plugin whose command it was
   * @param result what became of it, without what a server answered
   */
  void completed(PluginId plugin, CommandResult result);
}
