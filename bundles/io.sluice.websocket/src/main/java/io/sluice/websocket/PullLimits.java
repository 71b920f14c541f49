// SPDX-License-Identifier: Apache-2.0
package io.sluice.websocket;

import java.time.Duration;

/**
 * What bounds the pull handles, beside what bounds all connections.
 *
 * @param perPlugin how many a plugin may have
 * @param age how long one may be there
 * @param longestWait how long a plugin may wait for a text
 * @param bufferTexts how many texts of one may wait to be received
 * @param bufferBytes how many bytes of text may; a single larger text is taken when none waits
 */
record PullLimits(
    int perPlugin, Duration age, Duration longestWait, int bufferTexts, int bufferBytes) {}
