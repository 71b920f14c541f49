// SPDX-License-Identifier: Apache-2.0
/** Reads what operators have configured. */
@NullMarked
@Version("1.0.0")
package io.sluice.spi.configuration;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.versioning.Version;
