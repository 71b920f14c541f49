// SPDX-License-Identifier: Apache-2.0
package io.sluice.ingress;

import io.sluice.spi.plugin.QueueSpec;
import java.time.Duration;

/**
 * What bounds the lanes and their queues.
 *
 * @param threads how many handlers may run at a time, as long as none is stuck
 * @param queueCapacity the most texts that wait in a queue
 * @param queueBytes the most bytes of text that wait in a queue
 * @param warnAfter how long a handler call may take before it is recorded
 * @param interruptAfter how long a handler call may take before it is interrupted
 */
record IngressLimits(
    int threads, int queueCapacity, long queueBytes, Duration warnAfter, Duration interruptAfter) {

  /** What applies to a queue: a manifest can ask for less than the limits, not for more. */
  Bounds bounds(QueueSpec spec) {
    return new Bounds(
        Math.min(spec.capacity(), queueCapacity),
        Math.min(spec.maxBytes(), queueBytes),
        spec.overflow());
  }
}
