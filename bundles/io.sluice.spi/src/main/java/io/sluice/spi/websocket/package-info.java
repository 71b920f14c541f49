// SPDX-License-Identifier: Apache-2.0
@NullMarked
@Version("1.0.0")
package io.sluice.spi.websocket;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.versioning.Version;
