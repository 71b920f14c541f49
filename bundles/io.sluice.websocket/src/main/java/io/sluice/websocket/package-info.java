// SPDX-License-Identifier: Apache-2.0
/**
 * Holds the WebSocket connections of the plugins.
 *
 * <p>The {@link io.sluice.websocket.Driver} has one {@link io.sluice.websocket.Connection} for each
 * source of a running service. What a connection does next is decided by {@link
 * io.sluice.websocket.Transitions}, a pure function of its {@link io.sluice.websocket.State} and a
 * {@link io.sluice.websocket.Fact}. Each socket is a {@link io.sluice.websocket.Channel}, which
 * Jetty's threads enter with frames; texts go from there straight to the ingress port.
 */
@NullMarked
package io.sluice.websocket;

import org.jspecify.annotations.NullMarked;
