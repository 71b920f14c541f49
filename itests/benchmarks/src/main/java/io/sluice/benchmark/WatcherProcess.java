// SPDX-License-Identifier: Apache-2.0
package io.sluice.benchmark;

import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayList;
import java.util.List;

/**
 * The clients, in a process of their own: one thread and bare sockets, so that what they cost hides
 * as little as possible of what the server costs. It prints {@code result}, the nanoseconds from
 * when the slowest client had got the first events to when it had got all, and the 50th and the
 * 99th percentile of the delays. Arguments: {@code URI PROGRESS_PORT CLIENTS WARMUP MEASURED}.
 */
public final class WatcherProcess {

  /** The server has this long to let all clients in. */
  private static final long GREETING_MILLIS = 60_000;

  private static final int BUFFER_BYTES = 1 << 18;
  private static final int STEP = 32;

  private final Selector selector = Selector.open();
  private final ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER_BYTES);
  private final List<Watcher> watchers = new ArrayList<>();
  private final DataOutputStream progress;
  private final long warmUp;
  private final long all;
  private final Delays delays = new Delays();
  private long told;
  private long began;

  private WatcherProcess(int progressPort, long warmUp, long measured) throws IOException {
    this.progress =
        new DataOutputStream(
            new Socket(InetAddress.getLoopbackAddress(), progressPort).getOutputStream());
    this.warmUp = warmUp;
    this.all = warmUp + measured;
  }

  /** Watches one measurement. */
  public static void main(String[] arguments) throws IOException {
    URI uri = URI.create(arguments[0]);
    long warmUp = Long.parseLong(arguments[3]);
    WatcherProcess process =
        new WatcherProcess(Integer.parseInt(arguments[1]), warmUp, Long.parseLong(arguments[4]));
    process.connect(uri, Integer.parseInt(arguments[2]));
    process.watch();
  }

  private void connect(URI uri, int clients) throws IOException {
    for (int i = 0; i < clients; i++) {
      Watcher watcher = new Watcher(uri, delays, warmUp);
      watcher.channel().register(selector, SelectionKey.OP_READ, watcher);
      watchers.add(watcher);
    }
    long end = System.currentTimeMillis() + GREETING_MILLIS;
    while (!watchers.stream().allMatch(Watcher::isGreeted)) {
      if (System.currentTimeMillis() > end) {
        throw new IOException("not all clients got something");
      }
      select();
    }
    tell(0);
  }

  private void select() throws IOException {
    selector.select(GREETING_MILLIS);
    for (SelectionKey key : selector.selectedKeys()) {
      ((Watcher) key.attachment()).read(buffer);
    }
    selector.selectedKeys().clear();
  }

  /** Reads for ever: idle clients are ended with their process. */
  private void watch() throws IOException {
    while (true) {
      select();
      long got = Long.MAX_VALUE;
      for (Watcher watcher : watchers) {
        got = Math.min(got, watcher.got());
      }
      if (got >= warmUp && began == 0) {
        began = System.nanoTime();
      }
      if (got != told && (got - told >= STEP || got == all)) {
        tell(got);
        if (got == all) {
          System.out.println("result " + (System.nanoTime() - began) + " " + delays);
        }
      }
    }
  }

  private void tell(long got) throws IOException {
    told = got;
    progress.writeLong(got);
    progress.flush();
  }
}
