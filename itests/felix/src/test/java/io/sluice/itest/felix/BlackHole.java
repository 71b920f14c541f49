// SPDX-License-Identifier: Apache-2.0
package io.sluice.itest.felix;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.List;

/**
 * A port at which no SYN is answered: the connections that nobody accepts there are as many as the
 * system lets wait, and it drops what else comes.
 */
final class BlackHole implements AutoCloseable {

  private static final int MOST_WAITING = 64;
  private static final int NO_ANSWER_MILLIS = 300;

  /** A busy machine may be late once. */
  private static final int UNANSWERED_IN_A_ROW = 2;

  private final ServerSocket server;
  private final List<Socket> waiting = new ArrayList<>();

  private BlackHole(ServerSocket server) {
    this.server = server;
  }

  /** Opens one on loopback. */
  static BlackHole open() throws IOException {
    BlackHole hole = new BlackHole(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
    try {
      hole.fill();
    } catch (IOException | Error e) {
      hole.close();
      throw e;
    }
    return hole;
  }

  private void fill() throws IOException {
    int unanswered = 0;
    while (unanswered < UNANSWERED_IN_A_ROW) {
      if (waiting.size() == MOST_WAITING) {
        throw new AssertionError("this system answers a SYN also where nobody accepts connections");
      }
      unanswered = isAnswered() ? 0 : unanswered + 1;
    }
  }

  private boolean isAnswered() throws IOException {
    Socket socket = new Socket();
    try {
      socket.connect(
          new InetSocketAddress(server.getInetAddress(), server.getLocalPort()), NO_ANSWER_MILLIS);
      waiting.add(socket);
      return true;
    } catch (SocketTimeoutException e) {
      socket.close();
      return false;
    }
  }

  int port() {
    return server.getLocalPort();
  }

  @Override
  public void close() throws IOException {
    for (Socket socket : waiting) {
      socket.close();
    }
    server.close();
  }
}
