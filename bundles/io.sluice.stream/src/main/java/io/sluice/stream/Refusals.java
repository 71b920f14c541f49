// SPDX-License-Identifier: Apache-2.0
package io.sluice.stream;

import io.sluice.spi.observation.RefusalReport;
import java.util.concurrent.atomic.LongAdder;

/** Counts what an endpoint does not put up with. Safe for use by many threads. */
final class Refusals {

  /** A client that sends more control frames than it may is closed with it (RFC 6455, 7.4.1). */
  static final int FLOODED = 1008;

  private final LongAdder connections = new LongAdder();
  private final LongAdder handshakes = new LongAdder();
  private final LongAdder messages = new LongAdder();
  private final LongAdder floods = new LongAdder();
  private final LongAdder slow = new LongAdder();

  void connection() {
    connections.increment();
  }

  void handshake() {
    handshakes.increment();
  }

  /** A stream is ended with a close code. */
  void stream(int closeCode) {
    if (closeCode == StreamCode.OBSERVATION_ONLY.closeCode()) {
      messages.increment();
    } else if (closeCode == StreamCode.SLOW_CONSUMER.closeCode()) {
      slow.increment();
    } else if (closeCode == FLOODED) {
      floods.increment();
    }
  }

  RefusalReport report() {
    return new RefusalReport(
        connections.sum(), handshakes.sum(), messages.sum(), floods.sum(), slow.sum());
  }
}
