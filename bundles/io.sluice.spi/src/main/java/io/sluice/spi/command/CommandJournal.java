// SPDX-License-Identifier: Apache-2.0
package io.sluice.spi.command;

import io.sluice.api.command.CommandResult;
import io.sluice.api.command.Outcome;
import java.util.List;
import java.util.Map;
import org.osgi.annotation.versioning.ProviderType;

/** What became of the plugins' commands. */
@ProviderType
public interface CommandJournal {

  /**
   * The plugins' commands.
   *
   * @return one entry for each plugin that had a command executed since this host's command
   *     executor started, by name
   */
  List<Entry> entries();

  /**
   * What became of a plugin's commands.
   *
   * @param plugin the plugin's symbolic name
   * @param counts how many ended in which way
   * @param last the last results, the oldest first
   */
  record Entry(String plugin, Map<Outcome, Long> counts, List<CommandResult> last) {

    /** Copies the collections. */
    public Entry {
      counts = Map.copyOf(counts);
      last = List.copyOf(last);
    }
  }
}
