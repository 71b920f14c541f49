// SPDX-License-Identifier: Apache-2.0
package io.sluice.api.command;

import java.util.List;
import java.util.concurrent.CompletionStage;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Takes commands at any time, outside the handling of an event: from a timer of the plugin, say.
 *
 * <p>It is a bundle-scoped service: the object names the bundle that got it, whose grants apply.
 * Handing it to another bundle lends that authority.
 *
 * <p>Both methods may be called from any thread. They return at once, also when a command cannot be
 * carried out: that is a result, not an exception. The returned stages complete on a thread of the
 * host that is meant for plugins' code; they never complete exceptionally.
 */
@ProviderType
public interface Commands {

  /**
   * Submits one command.
   *
   * @param command what to do
   * @return completes with the command's one result
   */
  CompletionStage<CommandResult> submit(OutputCommand command);

  /**
   * Submits commands that belong together. They are checked as a whole: if one is malformed, none
   * is carried out. Else each is carried out in its turn, whatever became of the one before.
   *
   * @param batch what to do, in this order
   * @return completes with the results, one for each command and in the same order
   */
  CompletionStage<List<CommandResult>> submit(List<OutputCommand> batch);
}
