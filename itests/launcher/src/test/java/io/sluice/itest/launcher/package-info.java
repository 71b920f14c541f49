// SPDX-License-Identifier: Apache-2.0
/** The runnable jar as its user meets it: a process, its files, its output and its end. */
@NullMarked
package io.sluice.itest.launcher;

import org.jspecify.annotations.NullMarked;
