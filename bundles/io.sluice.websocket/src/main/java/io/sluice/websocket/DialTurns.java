// SPDX-License-Identifier: Apache-2.0
package io.sluice.websocket;

import io.sluice.websocket.DialOrder.Turn;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Lets dials wait until the rates allow them. Safe for use by many threads; dials are begun without
 * a lock, by whoever asks for one when it may begin at once, else by the timer.
 */
final class DialTurns {

  private final DialOrder order;
  private final LongSupplier nanoTime;

  DialTurns(DialRates rates, LongSupplier nanoTime) {
    this.order = new DialOrder(rates, nanoTime.getAsLong());
    this.nanoTime = nanoTime;
  }

  /**
   * Has a dial begin when its turn comes, which may be at once, on this thread.
   *
   * @param bundleId the plugin
   * @param host what is dialled
   * @param dial begins it; it does not wait
   * @return the dial's turn
   */
  Turn await(long bundleId, String host, Runnable dial) {
    Turn turn = new Turn(bundleId, host, dial);
    synchronized (order) {
      order.add(turn);
    }
    look();
    return turn;
  }

  /** Gives up a turn; nothing happens if it has come. */
  void giveUp(Turn turn) {
    synchronized (order) {
      order.remove(turn);
    }
  }

  /** Begins the dials whose turn it is. To be called all the time. */
  void look() {
    for (Turn turn = next(); turn != null; turn = next()) {
      turn.dial();
    }
  }

  private @Nullable Turn next() {
    synchronized (order) {
      return order.next(nanoTime.getAsLong());
    }
  }

  /** When each turn that waits comes, if no others come in between. */
  Map<Turn, Long> forecast() {
    synchronized (order) {
      return order.forecast(nanoTime.getAsLong());
    }
  }
}
