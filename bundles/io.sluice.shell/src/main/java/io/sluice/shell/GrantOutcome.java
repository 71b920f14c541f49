// SPDX-License-Identifier: Apache-2.0
package io.sluice.shell;

import java.util.List;

/**
 * What a change of grants did, as {@code --json} prints it.
 *
 * @param plugin the symbolic name
 * @param lines what was added to or taken out of the configuration, as lines of it
 * @param pids the configurations that were changed
 * @param applied whether the change was in force before the command ended
 */
record GrantOutcome(String plugin, List<String> lines, List<String> pids, boolean applied) {}
