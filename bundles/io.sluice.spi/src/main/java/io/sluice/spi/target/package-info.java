// SPDX-License-Identifier: Apache-2.0
/** What a plugin may reach: patterns, parsed URLs, and the rule that decides which covers which. */
@NullMarked
@Version("1.0.0")
package io.sluice.spi.target;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.versioning.Version;
