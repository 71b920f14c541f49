// SPDX-License-Identifier: Apache-2.0
package io.sluice.api.plugin;

import io.sluice.api.command.OutputCommand;
import io.sluice.api.event.IngressEvent;
import java.util.List;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Receives the events of a plugin's ingresses, one at a time, and answers each with commands.
 *
 * <p>A plugin registers it as an OSGi service of its own bundle with the property {@value
 * #INGRESS}; see {@link SluiceIngress}. The host never calls two handlers of one plugin at the same
 * time, and it calls them in the order in which the events of a connection happened.
 *
 * <p>A call runs on a thread of the host, which is shared with other plugins. A call that takes
 * longer than the warning limit (1 s unless the operator sets another) is recorded; one that takes
 * longer than the hard limit (30 s) is interrupted and stops the service. After three calls in a
 * row that threw, the host stops the service too.
 */
@ConsumerType
@FunctionalInterface
public interface IngressHandler {

  /** The service property that names the ingresses a handler is for: {@code String+}. */
  String INGRESS = "sluice.ingress";

  /**
   * Handles one event.
   *
   * <p>The returned commands are checked as a whole and then carried out in their order. If one of
   * them is malformed, none is carried out. Their results are kept by the host, where the operator
   * sees them; a plugin that needs a result itself uses {@link io.sluice.api.command.Commands}.
   *
   * @param event what happened; new kinds are added in minor versions, so ignore what you do not
   *     know
   * @return at most 32 commands (unless the operator sets another limit), empty for none
   * @throws Exception if the event could not be handled: it counts as a failure, and the next event
   *     is delivered
   */
  List<OutputCommand> handle(IngressEvent event) throws Exception;
}
