// SPDX-License-Identifier: Apache-2.0
package io.sluice.shell;

import io.sluice.spi.connection.ConnectionReport;
import io.sluice.spi.ingress.QueueReport;
import org.jspecify.annotations.Nullable;

/**
 * A connection as {@code sluice:connections --json} prints it.
 *
 * @param plugin the symbolic name
 * @param bundleId the bundle's number
 * @param connection how it is doing
 * @param queue how the queue that it feeds is doing, or null
 */
record ConnectionListing(
    String plugin, long bundleId, ConnectionReport connection, @Nullable QueueReport queue) {}
