// SPDX-License-Identifier: Apache-2.0
/**
 * What an observer of a worker is told, and how a plugin tells it. Each event has one JSON form, an
 * object with a {@code type}; {@code docs/reference/protocol.md} lists them.
 */
@NullMarked
@Version("1.0.0")
package io.sluice.api.protocol;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.versioning.Version;
