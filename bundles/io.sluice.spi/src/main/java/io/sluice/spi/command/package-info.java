// SPDX-License-Identifier: Apache-2.0
/** The way of a plugin's commands to those who carry them out. */
@NullMarked
@Version("1.0.0")
package io.sluice.spi.command;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.versioning.Version;
