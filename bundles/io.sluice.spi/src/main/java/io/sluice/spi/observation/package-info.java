// SPDX-License-Identifier: Apache-2.0
/** Workers as they can be observed, and those who do. */
@NullMarked
@Version("1.0.0")
package io.sluice.spi.observation;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.versioning.Version;
