// SPDX-License-Identifier: Apache-2.0
package io.sluice.spi.authority;

import java.time.Instant;

/**
 * Something that was not allowed, once or again and again.
 *
 * @param id a short name, unique in this run of the host
 * @param first when it was not allowed first
 * @param last when it was not allowed last
 * @param count how often it was not allowed
 * @param attempt what was not allowed
 * @param decision why
 */
public record Denial(
    String id, Instant first, Instant last, long count, AccessAttempt attempt, Decision decision) {}
