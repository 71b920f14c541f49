// SPDX-License-Identifier: Apache-2.0
package io.sluice.spi.command;

import io.sluice.api.command.CommandPayload;
import io.sluice.spi.plugin.PluginId;
import java.util.concurrent.CompletionStage;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Carries out the commands of some kinds. It is found as an OSGi service with the property {@value
 * #KINDS}. Its methods are called from any thread and must not wait.
 */
@ConsumerType
public interface CommandTransport {

  /** The service property that lists the kinds a transport carries out: {@code String+}. */
  String KINDS = "sluice.command.kinds";

  /**
   * Tells what a command would reach, which the executor then asks the authority registry about.
   *
   * @param plugin whose command it is
   * @param payload what is asked for, of one of the transport's kinds
   * @return where it would go
   */
  Reach reach(PluginId plugin, CommandPayload payload);

  /**
   * Carries out a command that is allowed. A transport that holds it back for a while checks the
   * authority again when it takes it up.
   *
   * @param plugin whose command it is
   * @param payload what is asked for
   * @return completes with what became of it, never exceptionally, on any thread
   */
  CompletionStage<Effect> carryOut(PluginId plugin, CommandPayload payload);
}
