// SPDX-License-Identifier: Apache-2.0
package io.sluice.spi.ingress;

import io.sluice.spi.plugin.PluginId;
import java.util.concurrent.Executor;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Runs plugins' code: handlers one at a time for each plugin, all plugins on one small pool, and
 * what is no handler on another.
 */
@ProviderType
public interface IngressDispatcher {

  /**
   * Opens the lane of a plugin's service.
   *
   * @param plugin the plugin
   * @return an open lane without queues
   */
  ServiceLane open(PluginId plugin);

  /**
   * Runs plugins' code that is no handler, such as what depends on a command's result. Such code
   * may run while a handler of the same plugin runs, and wait for it; handlers may wait for it,
   * however many do. The thread may be interrupted if it takes too long.
   *
   * @return an executor that never runs a task on the calling thread; it refuses tasks with a
   *     {@link java.util.concurrent.RejectedExecutionException} once the dispatcher is closed
   */
  Executor callbacks();
}
