// SPDX-License-Identifier: Apache-2.0
package io.sluice.testkit;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** A client that does only what a test says. */
final class PlainClient implements AutoCloseable {

  private static final int READ_LIMIT_MILLIS = 20_000;

  private final Socket socket;
  private final DataInputStream in;
  private final String answer;

  private PlainClient(Socket socket, DataInputStream in, String answer) {
    this.socket = socket;
    this.in = in;
    this.answer = answer;
  }

  static PlainClient connect(TestGateway gateway) throws IOException {
    PlainClient client = send(gateway, request());
    return new PlainClient(client.socket, client.in, client.readHeader());
  }

  /** Sends a request, and does not wait for the answer. */
  static PlainClient send(TestGateway gateway, String request) throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), gateway.port());
    socket.setSoTimeout(READ_LIMIT_MILLIS);
    socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
    return new PlainClient(socket, new DataInputStream(socket.getInputStream()), "");
  }

  static String request() {
    return String.join(
        "\r\n",
        "GET /feed HTTP/1.1",
        "Host: localhost",
        "Upgrade: websocket",
        "Connection: Upgrade",
        "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
        "",
        "");
  }

  private String readHeader() throws IOException {
    StringBuilder text = new StringBuilder();
    while (text.indexOf("\r\n\r\n") < 0) {
      text.append((char) in.readUnsignedByte());
    }
    return text.toString();
  }

  String answer() {
    return answer;
  }

  void send(WireFrame frame) throws IOException {
    socket.getOutputStream().write(frame.toBytes());
  }

  WireFrame read() throws IOException {
    return WireFrame.read(in);
  }

  /** Reads one byte; -1 if the server has closed. */
  int readByte() throws IOException {
    return in.read();
  }

  void setReadLimit(int millis) throws IOException {
    socket.setSoTimeout(millis);
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
