// SPDX-License-Identifier: Apache-2.0
package io.sluice.benchmark;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.function.Consumer;

/**
 * One thread behind a bounded queue of texts, as an expert writes it by hand: nothing is allocated
 * for a text, and who finds the queue full waits.
 */
final class HandOff {

  private static final int CAPACITY = 256;

  private final BlockingQueue<String> queue = new ArrayBlockingQueue<>(CAPACITY);
  private final Consumer<String> handler;

  HandOff(Consumer<String> handler) {
    this.handler = handler;
    new Thread(this::run, "handler").start();
  }

  void put(String text) {
    try {
      queue.put(text);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    try {
      while (true) {
        handler.accept(queue.take());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
