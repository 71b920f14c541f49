// SPDX-License-Identifier: Apache-2.0
/** Plugins as the host reads them: identity and manifest. */
@NullMarked
@Version("1.0.0")
package io.sluice.spi.plugin;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.versioning.Version;
