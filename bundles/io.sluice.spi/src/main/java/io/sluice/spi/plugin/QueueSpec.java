// SPDX-License-Identifier: Apache-2.0
package io.sluice.spi.plugin;

/**
 * How an ingress's queue is bounded. The host may bound it more narrowly.
 *
 * @param capacity the most texts, from 1 to {@value #MAX_CAPACITY}
 * @param maxBytes the most bytes of text, from 1 to {@value #MAX_BYTES}; a single larger text is
 *     taken into an empty queue
 * @param overflow what happens to a text that does not fit
 * @param maxPauseMillis how long {@link Overflow#PAUSE} may last before the oldest texts are
 *     dropped
 */
public record QueueSpec(int capacity, long maxBytes, Overflow overflow, long maxPauseMillis) {

  /** The most texts that a queue can be given. */
  public static final int MAX_CAPACITY = 65_536;

  /** The most bytes that a queue can be given: 64 MiB. */
  public static final long MAX_BYTES = 64L << 20;

  /** The queue of an ingress that says nothing about it: 256 texts, 4 MiB, pause for a minute. */
  public static final QueueSpec STANDARD = new QueueSpec(256, 4L << 20, Overflow.PAUSE, 60_000);

  /** What happens to a text that does not fit. */
  public enum Overflow {
    /** The source stops reading, so that the peer feels it. */
    PAUSE,
    /** The oldest texts are dropped for it. */
    DROP_OLDEST,
    /** It is dropped. */
    DROP_NEWEST,
    /** The connection is closed with 1013. */
    CLOSE
  }
}
