// SPDX-License-Identifier: Apache-2.0
/** What a plugin asks of the host, and the answer it gets. */
@NullMarked
@Version("1.0.0")
package io.sluice.api.command;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.versioning.Version;
