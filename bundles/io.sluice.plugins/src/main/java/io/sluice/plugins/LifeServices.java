// SPDX-License-Identifier: Apache-2.0
package io.sluice.plugins;

import io.sluice.spi.command.CommandExecutor;
import io.sluice.spi.ingress.IngressDispatcher;
import java.util.function.Consumer;
import org.osgi.framework.BundleContext;

/**
 * What all lives need.
 *
 * @param context registers services, and gets handlers
 * @param dispatcher opens lanes
 * @param executor carries out what handlers answer
 * @param facts takes note of what happens in a life
 */
record LifeServices(
    BundleContext context,
    IngressDispatcher dispatcher,
    CommandExecutor executor,
    Consumer<Fact> facts) {}
