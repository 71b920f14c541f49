// SPDX-License-Identifier: Apache-2.0
/** What went wrong, what plugins say of themselves, and what is limited. */
@NullMarked
@Version("1.0.0")
package io.sluice.spi.diagnostic;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.versioning.Version;
