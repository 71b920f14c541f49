// SPDX-License-Identifier: Apache-2.0
package io.sluice.spi.observation;

import java.time.Instant;

/**
 * Somebody who follows a worker.
 *
 * @param worker the worker
 * @param remoteAddress where it comes from
 * @param since since when
 * @param frames how many frames it was sent
 * @param bytes the bytes of these
 * @param behind how many bytes it has not got yet
 */
public record ObserverReport(
    String worker, String remoteAddress, Instant since, long frames, long bytes, long behind) {}
