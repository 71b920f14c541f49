// SPDX-License-Identifier: Apache-2.0
/**
 * An example plugin: keeps a session with a gateway in the manner of Discord's.
 *
 * <p>The host owns the connection and brings it back; what the session is, and how it goes on after
 * a connection was lost, is the plugin's to say: {@link SessionKeeper} hears the messages, {@link
 * Progress} is what outlives a connection, {@link Heart} beats.
 */
@NullMarked
package io.sluice.example.session;

import org.jspecify.annotations.NullMarked;
