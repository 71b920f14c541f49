// SPDX-License-Identifier: Apache-2.0
/**
 * What a plugin bundle writes: the annotation that makes it a plugin, and the handler that receives
 * its events.
 */
@NullMarked
@Version("1.0.0")
package io.sluice.api.plugin;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.versioning.Version;
