// SPDX-License-Identifier: Apache-2.0
/** What happens on a plugin's ingresses, as the plugin's handler sees it. */
@NullMarked
@Version("1.0.0")
package io.sluice.api.event;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.versioning.Version;
