// SPDX-License-Identifier: Apache-2.0
/** The way out of this host: which addresses, which trust and which proxy a connection uses. */
@NullMarked
@Version("1.0.0")
package io.sluice.spi.outbound;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.versioning.Version;
