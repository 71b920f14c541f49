// SPDX-License-Identifier: Apache-2.0
/**
 * An example plugin that speaks a protocol of commands, answers and events: the Chrome DevTools
 * Protocol, with a Node process.
 *
 * <p>{@link io.sluice.example.devtools.Session} is the protocol, {@link
 * io.sluice.example.devtools.Inspection} what is done with it on one connection; both are plain
 * Java. {@link io.sluice.example.devtools.DevTools} takes the host's events, and {@link
 * io.sluice.example.devtools.DevToolsShell} the operator's commands.
 */
@NullMarked
package io.sluice.example.devtools;

import org.jspecify.annotations.NullMarked;
