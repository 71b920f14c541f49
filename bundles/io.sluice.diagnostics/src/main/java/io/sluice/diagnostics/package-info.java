// SPDX-License-Identifier: Apache-2.0
/** Keeps the last things that went wrong with each plugin. */
@NullMarked
package io.sluice.diagnostics;

import org.jspecify.annotations.NullMarked;
