// SPDX-License-Identifier: Apache-2.0
package io.sluice.api.websocket;

/** What became of a WebSocket that was to be closed. */
public sealed interface CloseResult permits Closed, Rejected {}
