// SPDX-License-Identifier: Apache-2.0
package io.sluice.benchmark;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongConsumer;

/**
 * How far the slowest client is, as their process tells over a connection of its own: the number of
 * events that all have got, and first 0, when all are there.
 */
final class Progress {

  private static final long PATIENCE_NANOS = 1_000_000L;

  private final ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
  private final Thread publisher = Thread.currentThread();
  private volatile long got = -1;

  Progress() throws IOException {}

  int port() {
    return server.getLocalPort();
  }

  /**
   * Waits until all clients are there.
   *
   * @param reached is called with each number that they reach, by another thread
   */
  void begin(LongConsumer reached) throws IOException {
    DataInputStream numbers = new DataInputStream(server.accept().getInputStream());
    got = numbers.readLong();
    Thread reader = new Thread(() -> read(numbers, reached));
    reader.setDaemon(true);
    reader.start();
  }

  private void read(DataInputStream numbers, LongConsumer reached) {
    try {
      while (true) {
        got = numbers.readLong();
        LockSupport.unpark(publisher);
        reached.accept(got);
      }
    } catch (IOException e) {
      // The process is over.
    }
  }

  /** Waits, as the thread that made this, until all have got so many. */
  void await(long number) {
    while (got < number) {
      LockSupport.parkNanos(PATIENCE_NANOS);
    }
  }
}
