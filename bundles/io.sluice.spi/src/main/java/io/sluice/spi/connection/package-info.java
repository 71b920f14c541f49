// SPDX-License-Identifier: Apache-2.0
/** Running services, which the driver connects, and the connections that it makes. */
@NullMarked
@Version("1.0.0")
package io.sluice.spi.connection;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.versioning.Version;
