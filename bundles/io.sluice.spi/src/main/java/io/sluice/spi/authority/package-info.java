// SPDX-License-Identifier: Apache-2.0
/** What plugins may do: the registry's snapshot, its decisions, and the grants behind it. */
@NullMarked
@Version("1.0.0")
package io.sluice.spi.authority;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.versioning.Version;
