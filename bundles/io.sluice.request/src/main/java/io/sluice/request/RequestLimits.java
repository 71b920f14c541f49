// SPDX-License-Identifier: Apache-2.0
package io.sluice.request;

import java.time.Duration;

/**
 * What bounds the requests.
 *
 * @param bodyBytes how long a body may be, each way
 * @param answerHeaderBytes how long the header of an answer may be
 * @param connectTimeout how long a TCP connect may take
 * @param longestTimeout how long an exchange may take, whatever the plugin says
 * @param perPlugin how many requests of a plugin may be under way
 * @param inAll how many requests may be under way
 * @param threads how many threads read and write
 */
record RequestLimits(
    int bodyBytes,
    int answerHeaderBytes,
    Duration connectTimeout,
    Duration longestTimeout,
    int perPlugin,
    int inAll,
    int threads) {}
