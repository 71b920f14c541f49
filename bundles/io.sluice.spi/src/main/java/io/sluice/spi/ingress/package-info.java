// SPDX-License-Identifier: Apache-2.0
/** The way of events from a source to a plugin's handler. */
@NullMarked
@Version("1.0.0")
package io.sluice.spi.ingress;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.versioning.Version;
