// SPDX-License-Identifier: Apache-2.0
/**
 * Measures the host beside clients that are written by hand: how many texts a second reach a
 * handler, how much memory each costs, and how long a round trip takes.
 *
 * <p>{@link io.sluice.benchmark.Benchmark} starts a {@link io.sluice.benchmark.LoadServer} and a
 * {@link io.sluice.benchmark.ClientProcess} for each measurement, as processes of their own, the
 * contenders in turn, several times over.
 */
@NullMarked
package io.sluice.benchmark;

import org.jspecify.annotations.NullMarked;
