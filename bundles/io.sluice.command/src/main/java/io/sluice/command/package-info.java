// SPDX-License-Identifier: Apache-2.0
/**
 * The way of commands from a plugin to the transport that carries them out.
 *
 * <p>{@link io.sluice.command.Executor} takes a batch through validation, authority and transport;
 * {@link io.sluice.command.ResultJournal} keeps what became of it. {@link
 * io.sluice.command.PluginCommands} is the door for commands that answer no event.
 */
@NullMarked
package io.sluice.command;

import org.jspecify.annotations.NullMarked;
