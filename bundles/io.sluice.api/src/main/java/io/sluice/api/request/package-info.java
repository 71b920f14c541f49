// SPDX-License-Identifier: Apache-2.0
/** One bounded HTTP exchange of a plugin, and nothing that lasts. */
@NullMarked
@Version("1.0.0")
package io.sluice.api.request;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.versioning.Version;
