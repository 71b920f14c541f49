// SPDX-License-Identifier: Apache-2.0
package io.sluice.spi.observation;

/**
 * What an endpoint did not put up with since it began to listen.
 *
 * @param connections TCP connections beyond the limits
 * @param handshakes requests that were answered with anything but a stream or a page
 * @param messages streams that ended since their client sent a message
 * @param floods streams that ended since their client sent too many control frames
 * @param slow streams that ended since their client did not keep up
 */
public record RefusalReport(
    long connections, long handshakes, long messages, long floods, long slow) {

  /** Nothing was refused. */
  public static final RefusalReport NONE = new RefusalReport(0, 0, 0, 0, 0);
}
