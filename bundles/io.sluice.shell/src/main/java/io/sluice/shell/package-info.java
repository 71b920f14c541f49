// SPDX-License-Identifier: Apache-2.0
/**
 * The commands of the scope {@code sluice}, for Gogo on Felix and on Karaf. Each asks a service of
 * the host for a report and prints it, as a text of at most 100 columns or, with {@code --json}, as
 * JSON. None of them holds any state.
 */
@NullMarked
package io.sluice.shell;

import org.jspecify.annotations.NullMarked;
