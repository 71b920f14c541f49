// SPDX-License-Identifier: Apache-2.0
package io.sluice.websocket;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** An HTTP proxy on loopback whose tunnels all lead to one port, if it answers with 200. */
final class TunnelProxy implements AutoCloseable {

  private final ServerSocket server;
  private final int target;
  private final String answer;
  private final List<String> requests = new CopyOnWriteArrayList<>();
  private final List<Socket> sockets = new CopyOnWriteArrayList<>();

  private TunnelProxy(int target, String answer) throws IOException {
    this.server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    this.target = target;
    this.answer = answer;
  }

  static TunnelProxy answering(int target, String statusLine) throws IOException {
    TunnelProxy proxy = new TunnelProxy(target, statusLine);
    inBackground(proxy::serve);
    return proxy;
  }

  @FunctionalInterface
  private interface Task {
    void run() throws IOException;
  }

  private static void inBackground(Task task) {
    Thread thread =
        new Thread(
            () -> {
              try {
                task.run();
              } catch (IOException e) {
                // One of the ends is closed.
              }
            },
            "test-proxy");
    thread.setDaemon(true);
    thread.start();
  }

  private void serve() throws IOException {
    while (true) {
      Socket socket = server.accept();
      sockets.add(socket);
      inBackground(() -> converse(socket));
    }
  }

  private void converse(Socket client) throws IOException {
    requests.add(head(client.getInputStream()));
    client.getOutputStream().write((answer + "\r\n\r\n").getBytes(StandardCharsets.ISO_8859_1));
    if (!answer.contains(" 200 ")) {
      client.close();
      return;
    }
    Socket host = new Socket(InetAddress.getLoopbackAddress(), target);
    sockets.add(host);
    inBackground(() -> pump(host, client));
    pump(client, host);
  }

  private static String head(InputStream in) throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      int next = in.read();
      if (next < 0) {
        throw new IOException("no request");
      }
      head.append((char) next);
    }
    return head.toString();
  }

  private static void pump(Socket from, Socket to) throws IOException {
    try (from;
        to) {
      OutputStream out = to.getOutputStream();
      from.getInputStream().transferTo(out);
    }
  }

  int port() {
    return server.getLocalPort();
  }

  /** The headers of the requests so far. */
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
