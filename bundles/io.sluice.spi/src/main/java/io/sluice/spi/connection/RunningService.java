// SPDX-License-Identifier: Apache-2.0
package io.sluice.spi.connection;

import io.sluice.spi.plugin.PluginId;
import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/**
 * A plugin's service that is active, offered and granted. It is registered as an OSGi service for
 * as long as that holds. When its ingresses change, its service properties do, so that those who
 * track it hear of it.
 */
@ProviderType
public interface RunningService {

  /** The service property with the plugin's symbolic name. */
  String PLUGIN = "sluice.plugin";

  /** The service property that grows with each change of the ingresses. */
  String REVISION = "sluice.revision";

  /**
   * Which plugin.
   *
   * @return the plugin
   */
  PluginId plugin();

  /**
   * The ingresses that have a handler and a grant now.
   *
   * @return an immutable list; the same ingress has the same port in each
   */
  List<RunningIngress> ingresses();
}
