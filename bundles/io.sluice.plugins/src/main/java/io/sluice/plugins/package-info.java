// SPDX-License-Identifier: Apache-2.0
/**
 * Knows which plugins are here, and has their services run.
 *
 * <p>The {@link io.sluice.plugins.PluginExtender} turns what the framework tells into {@link
 * io.sluice.plugins.Fact}s. One thread, in {@link io.sluice.plugins.RosterLoop}, folds them into an
 * immutable {@link io.sluice.plugins.Roster} and has each {@link io.sluice.plugins.PluginLife} make
 * true what follows from it. The end of a life alone does not wait for that thread.
 */
@NullMarked
package io.sluice.plugins;

import org.jspecify.annotations.NullMarked;
