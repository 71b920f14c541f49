// SPDX-License-Identifier: Apache-2.0
package io.sluice.itest.felix;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** A TCP link whose one end stays where it is, and which can be cut, dead and led elsewhere. */
final class Relay implements AutoCloseable {

  private final ServerSocket server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
  private final Set<Socket> dead = ConcurrentHashMap.newKeySet();
  private final AtomicInteger accepted = new AtomicInteger();
  private final ByteArrayOutputStream sent = new ByteArrayOutputStream();
  private final ByteArrayOutputStream received = new ByteArrayOutputStream();
  private volatile int target;

  private Relay(ServerSocket server) {
    this.server = server;
  }

  /** Starts one that leads nowhere yet. */
  static Relay start() {
    try {
      Relay relay = new Relay(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()));
      relay.threads.execute(relay::accept);
      return relay;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  int port() {
    return server.getLocalPort();
  }

  /** Leads to a port of this machine from now on. */
  void leadTo(int port) {
    target = port;
  }

  int target() {
    return target;
  }

  /** How many connections came in. */
  int accepted() {
    return accepted.get();
  }

  /** What those who connect have sent, as Latin-1. */
  synchronized String sent() {
    return sent.toString(StandardCharsets.ISO_8859_1);
  }

  /** What those who connect have received, as Latin-1. */
  synchronized String received() {
    return received.toString(StandardCharsets.ISO_8859_1);
  }

  /** Breaks all connections. */
  void cut() {
    sockets.forEach(Relay::close);
    sockets.clear();
  }

  /**
   * Loses what goes over the connections that there are, their ends included, as when the machine
   * behind them is gone. New connections are not concerned.
   */
  void loseAll() {
    dead.addAll(sockets);
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket here = server.accept();
        accepted.incrementAndGet();
        join(here);
      } catch (IOException e) {
        // It is closed, or led nowhere just then.
      }
    }
  }

  private void join(Socket here) throws IOException {
    try {
      Socket there = new Socket(InetAddress.getLoopbackAddress(), target);
      sockets.add(here);
      sockets.add(there);
      threads.execute(() -> copy(here, there, sent));
      threads.execute(() -> copy(there, here, received));
    } catch (IOException e) {
      here.close();
      throw e;
    }
  }

  private void copy(Socket from, Socket to, ByteArrayOutputStream kept) {
    try {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      byte[] buffer = new byte[16 << 10];
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        keep(kept, buffer, n);
        if (!dead.contains(from)) {
          out.write(buffer, 0, n);
        }
      }
    } catch (IOException e) {
      // It was cut.
    } finally {
      close(from);
      if (!dead.contains(from)) {
        close(to);
      }
    }
  }

  private synchronized void keep(ByteArrayOutputStream kept, byte[] bytes, int length) {
    kept.write(bytes, 0, length);
  }

  private static void close(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
    cut();
    threads.shutdownNow();
  }
}
