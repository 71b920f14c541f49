// SPDX-License-Identifier: Apache-2.0
package io.sluice.benchmark;

import io.sluice.fixture.meter.Meter;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Where a client that is written by hand takes its texts: handled on the thread that reads them, or
 * handed to one thread, which is the same for all connections.
 */
final class Reception {

  private final Load load;
  private final boolean handOff;
  private final Meter meter = new Meter();
  private @Nullable HandOff thread;

  private Reception(Load load, boolean handOff) {
    this.load = load;
    this.handOff = handOff;
  }

  static Reception inline(Load load) {
    return new Reception(load, false);
  }

  static Reception handingOff(Load load) {
    return new Reception(load, true);
  }

  /**
   * Makes what a connection gives its texts to.
   *
   * @param send sends a text on that connection. With a hand-off all connections use that of the
   *     first: only the result of them all is sent there, or there is only one connection
   */
  synchronized Consumer<String> connected(Consumer<String> send) {
    if (!handOff) {
      return handler(send);
    }
    if (thread == null) {
      thread = new HandOff(handler(send));
    }
    return thread::put;
  }

  private Consumer<String> handler(Consumer<String> send) {
    if (load.kind() == Load.Kind.ECHO) {
      return send;
    }
    Meter.Lane lane = meter.lane();
    return text -> lane.count().ifPresent(send);
  }
}
