// SPDX-License-Identifier: Apache-2.0
package io.sluice.proxy;

import java.time.Duration;

/**
 * What connections to Runtimes are held to.
 *
 * @param workers the most workers of which something is kept
 * @param linger how long a connection stays after the last client left
 * @param reconnectLeast the bound of the first wait before a connection is dialled again
 * @param reconnectMost the bound of the longest
 * @param connectTimeout how long a TCP connect may take
 * @param handshake how long a connection may take to become a stream
 * @param silence after how long without a sign of life a connection is given up
 * @param threads the most threads of the client
 */
record UpstreamLimits(
    int workers,
    Duration linger,
    Duration reconnectLeast,
    Duration reconnectMost,
    Duration connectTimeout,
    Duration handshake,
    Duration silence,
    int threads) {}
