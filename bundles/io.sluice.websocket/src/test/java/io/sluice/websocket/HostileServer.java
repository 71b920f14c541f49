// SPDX-License-Identifier: Apache-2.0
package io.sluice.websocket;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.rules.ExternalResource;

/** A server that does to each connection what a test says, below the handshake. */
final class HostileServer extends ExternalResource {

  private final ServerSocket server;
  private final AtomicInteger accepted = new AtomicInteger();
  private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
  private volatile Part part = socket -> {};

  HostileServer() {
    try {
      server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    newThread(this::accept);
  }

  /** What is done to a connection, which is closed afterwards. */
  @FunctionalInterface
  interface Part {
    void play(Socket socket) throws IOException;
  }

  HostileServer play(Part newPart) {
    part = newPart;
    return this;
  }

  TestSource source() {
    return new TestSource(url("ws"));
  }

  String url(String scheme) {
    return scheme + "://127.0.0.1:" + server.getLocalPort() + "/feed";
  }

  /** How many TCP connections were accepted. */
  int accepted() {
    return accepted.get();
  }

  /** How many of them are there, as far as this side knows. */
  int sockets() {
    return sockets.size();
  }

  /** Reads a request up to the empty line. */
  static void readRequest(Socket socket) throws IOException {
    StringBuilder text = new StringBuilder();
    while (text.indexOf("\r\n\r\n") < 0) {
      int next = socket.getInputStream().read();
      if (next < 0) {
        throw new IOException("the client left");
      }
      text.append((char) next);
    }
  }

  static void write(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
    socket.getOutputStream().flush();
  }

  private static void newThread(Runnable task) {
    Thread thread = new Thread(task, "hostile-server");
    thread.setDaemon(true);
    thread.start();
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket socket = server.accept();
        accepted.incrementAndGet();
        sockets.add(socket);
        newThread(() -> serve(socket));
      } catch (IOException e) {
        // It is closed.
      }
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      part.play(socket);
    } catch (IOException e) {
      // The client left.
    } finally {
      sockets.remove(socket);
    }
  }

  @Override
  protected void after() {
    try {
      server.close();
      for (Socket socket : sockets) {
        socket.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
