// SPDX-License-Identifier: Apache-2.0
package io.sluice.ingress;

import io.sluice.spi.diagnostic.Diagnostics;
import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/**
 * What all lanes share.
 *
 * @param pool runs the lanes
 * @param othersWait tells whether something waits for a thread of the pool
 * @param calls the calls on the threads of the pool
 * @param watchdog looks after these calls
 * @param limits bounds them
 * @param diagnostics takes note of what goes wrong in them
 * @param clockMillis the wall clock, in milliseconds
 * @param nanoTime a clock that only goes forward, in nanoseconds
 */
record LaneServices(
    Executor pool,
    BooleanSupplier othersWait,
    WatchedCalls calls,
    Watchdog watchdog,
    IngressLimits limits,
    Diagnostics diagnostics,
    LongSupplier clockMillis,
    LongSupplier nanoTime) {}
