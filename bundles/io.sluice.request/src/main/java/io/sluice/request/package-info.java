// SPDX-License-Identifier: Apache-2.0
/**
 * Sends the requests of plugins.
 *
 * <p>{@link io.sluice.request.Requests} checks a request, asks the authority registry, and follows
 * what becomes of it. Each is an {@link io.sluice.request.Exchange}, whose result is its state:
 * whoever completes the result ends the exchange. {@link io.sluice.request.JettyClient} carries it
 * out. {@link io.sluice.request.PluginRequests} is the door for plugins, {@link
 * io.sluice.request.RequestTransport} the one for commands.
 */
@NullMarked
package io.sluice.request;

import org.jspecify.annotations.NullMarked;
