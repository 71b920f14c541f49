// SPDX-License-Identifier: Apache-2.0
/** What a plugin's request may look like, whoever sends it. */
@NullMarked
@Version("1.0.0")
package io.sluice.spi.request;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.versioning.Version;
