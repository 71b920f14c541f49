// SPDX-License-Identifier: Apache-2.0
package io.sluice.itest.felix;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** An HTTP server on loopback with one answer for everybody, which it may keep to itself. */
final class OneAnswerServer implements AutoCloseable {

  private final ServerSocket server;
  private final List<String> requests = new CopyOnWriteArrayList<>();
  private final List<Socket> sockets = new CopyOnWriteArrayList<>();
  private final String answer;

  private OneAnswerServer(String answer) throws IOException {
    this.server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    this.answer = answer;
  }

  /** A server that answers with this body. */
  static OneAnswerServer saying(String body) throws IOException {
    return started(
        "HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n%s".formatted(body.length(), body));
  }

  /** A server that takes requests and never answers. */
  static OneAnswerServer silent() throws IOException {
    return started("");
  }

  private static OneAnswerServer started(String answer) throws IOException {
    OneAnswerServer server = new OneAnswerServer(answer);
    Thread thread = new Thread(server::serve, "one-answer-server");
    thread.setDaemon(true);
    thread.start();
    return server;
  }

  private void serve() {
    try {
      while (true) {
        Socket socket = server.accept();
        sockets.add(socket);
        answer(socket);
      }
    } catch (IOException e) {
      // It is closed.
    }
  }

  private void answer(Socket socket) throws IOException {
    BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1));
    requests.add(reader.readLine());
    for (String line = reader.readLine(); line != null && !line.isEmpty(); ) {
      line = reader.readLine();
    }
    if (!answer.isEmpty()) {
      socket.getOutputStream().write(answer.getBytes(StandardCharsets.ISO_8859_1));
      socket.close();
    }
  }

  int port() {
    return server.getLocalPort();
  }

  String url(String path) {
    return "http://127.0.0.1:" + port() + path;
  }

  /** The first lines of the requests so far. */
  List<String> requests() {
    return requests;
  }

  @Override
  public void close() throws IOException {
    server.close();
    for (Socket socket : sockets) {
      socket.close();
    }
  }
}
