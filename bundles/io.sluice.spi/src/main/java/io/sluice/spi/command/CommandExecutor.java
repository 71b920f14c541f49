// SPDX-License-Identifier: Apache-2.0
package io.sluice.spi.command;

import io.sluice.api.command.CommandResult;
import io.sluice.api.command.OutputCommand;
import io.sluice.api.event.IngressEvent;
import io.sluice.spi.plugin.PluginId;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Checks commands and has them carried out. It may be called from any thread, does not wait, and
 * answers what is not allowed with a result.
 */
@ProviderType
public interface CommandExecutor {

  /**
   * Executes a batch: validates it as a whole, then authorises and carries out each command in its
   * turn.
   *
   * @param plugin whose commands they are
   * @param cause the event that they answer, or null if the plugin submitted them by itself
   * @param batch the commands
   * @return completes with one result for each command, in the same order, on any thread
   */
  CompletionStage<List<CommandResult>> execute(
      PluginId plugin, @Nullable IngressEvent cause, List<OutputCommand> batch);
}
