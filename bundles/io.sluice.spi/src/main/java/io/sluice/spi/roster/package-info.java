// SPDX-License-Identifier: Apache-2.0
/** The plugins that are here, and what has become of them. */
@NullMarked
@Version("1.0.0")
package io.sluice.spi.roster;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.versioning.Version;
