// SPDX-License-Identifier: Apache-2.0
package io.sluice.websocket;

import io.sluice.spi.authority.AccessAttempt;
import io.sluice.spi.authority.AuthorityRegistry;
import io.sluice.spi.authority.Decision;
import io.sluice.spi.connection.ConnectionReport;
import io.sluice.spi.diagnostic.Diagnostics;
import io.sluice.spi.outbound.ProxyRoutes;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.LongUnaryOperator;
import java.util.function.Supplier;

/**
 * What all connections share.
 *
 * @param authority decides whether one may be dialled
 * @param dialer opens sockets
 * @param routes knows the proxies
 * @param places bounds how many there are
 * @param turns bounds how fast they are dialled
 * @param channels knows the open ones by their id
 * @param diagnostics takes note of what goes wrong
 * @param decisions takes note of what is dialled
 * @param changes takes note of a connection that has entered another state
 * @param limits bounds each of them
 * @param nanoTime a clock that only goes forward, in nanoseconds
 * @param clockMillis the wall clock, in milliseconds
 * @param random gives a random number from 0 to its operand, both included
 */
record DriverServices(
    AuthorityRegistry authority,
    Dialer dialer,
    ProxyRoutes routes,
    Places places,
    DialTurns turns,
    OpenChannels channels,
    Diagnostics diagnostics,
    BiConsumer<AccessAttempt, Decision> decisions,
    Consumer<Supplier<ConnectionReport>> changes,
    WebSocketLimits limits,
    LongSupplier nanoTime,
    LongSupplier clockMillis,
    LongUnaryOperator random) {}
