// SPDX-License-Identifier: Apache-2.0
/** The pull API: WebSockets for a short, bounded exchange inside a call. */
@NullMarked
@Version("1.0.0")
package io.sluice.api.websocket;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.versioning.Version;
