// SPDX-License-Identifier: Apache-2.0
/**
 * What is particular to the plain Felix host: its arguments, its working folder, and the demo. It
 * runs before every other bundle.
 */
@NullMarked
package io.sluice.launcher;

import org.jspecify.annotations.NullMarked;
