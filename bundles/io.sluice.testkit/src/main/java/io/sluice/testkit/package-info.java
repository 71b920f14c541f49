// SPDX-License-Identifier: Apache-2.0
/**
 * A WebSocket server for tests, which does what it is told, also what no good server would do.
 *
 * <p>It listens on loopback, at a free port, unless it is told where. It is no part of the host,
 * and a host needs none of it.
 */
@NullMarked
@Version("1.0.0")
package io.sluice.testkit;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.versioning.Version;
