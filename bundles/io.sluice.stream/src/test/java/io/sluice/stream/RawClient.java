// SPDX-License-Identifier: Apache-2.0
package io.sluice.stream;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.util.Optional;
import javax.net.SocketFactory;

/** A client that writes its own bytes, so that it can do what no good client would do. */
final class RawClient implements AutoCloseable {

  static final int TEXT = 1;
  static final int PING = 9;
  static final int PONG = 10;
  private static final int CLOSE = 8;

  private final Socket socket;
  private final DataInputStream in;

  private RawClient(Socket socket) throws IOException {
    this.socket = socket;
    socket.setSoTimeout((int) TestServer.LIMIT.toMillis());
    this.in = new DataInputStream(socket.getInputStream());
  }

  /** Connects, and says nothing. */
  static RawClient connect(ObservationServer server) throws IOException {
    return connect(server, SocketFactory.getDefault());
  }

  static RawClient connect(ObservationServer server, SocketFactory sockets) throws IOException {
    return new RawClient(sockets.createSocket(InetAddress.getLoopbackAddress(), server.port()));
  }

  /** Connects, and follows the stream. */
  static RawClient follow(ObservationServer server) throws IOException {
    return connect(server).shakeHands();
  }

  RawClient shakeHands() throws IOException {
    send(handshake("GET", TestServer.PATH));
    String status = line();
    if (!status.startsWith("HTTP/1.1 101")) {
      throw new AssertionError(status);
    }
    while (!line().isEmpty()) {
      // Headers.
    }
    return this;
  }

  /** A WebSocket handshake, with further lines. */
  static String handshake(String method, String path, String... lines) {
    StringBuilder request = new StringBuilder(method + " " + path + " HTTP/1.1\r\n");
    request.append("Host: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n");
    request.append("Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n");
    for (String line : lines) {
      request.append(line).append("\r\n");
    }
    return request.append("\r\n").toString();
  }

  RawClient send(String text) throws IOException {
    return send(text.getBytes(US_ASCII));
  }

  RawClient send(byte[] bytes) throws IOException {
    socket.getOutputStream().write(bytes);
    socket.getOutputStream().flush();
    return this;
  }

  /** A whole frame, masked with zeros. */
  static byte[] frame(int firstByte, byte[] payload) {
    ByteArrayOutputStream frame = new ByteArrayOutputStream();
    frame.write(firstByte);
    if (payload.length > 125) {
      frame.write(0x80 | 126);
      frame.write(payload.length >> 8);
      frame.write(payload.length);
    } else {
      frame.write(0x80 | payload.length);
    }
    frame.writeBytes(new byte[4]);
    frame.writeBytes(payload);
    return frame.toByteArray();
  }

  /** The next line of an answer; empty at its end, or when the server has closed. */
  String line() throws IOException {
    StringBuilder line = new StringBuilder();
    try {
      for (int c = in.read(); c >= 0 && c != '\n'; c = in.read()) {
        if (c != '\r') {
          line.append((char) c);
        }
      }
    } catch (SocketException e) {
      // Cut.
    }
    return line.toString();
  }

  /** All that the server still sends, up to the end of the connection. */
  String rest() throws IOException {
    ByteArrayOutputStream rest = new ByteArrayOutputStream();
    try {
      in.transferTo(rest);
    } catch (SocketException e) {
      // Cut.
    }
    return rest.toString(UTF_8);
  }

  /** Reads up to a text that holds something. */
  void awaitText(String part) throws IOException {
    for (Optional<String> text = text(); ; text = text()) {
      if (text.orElseThrow(() -> new AssertionError("the stream has ended")).contains(part)) {
        return;
      }
    }
  }

  /** The next text, or empty at the end of the stream. */
  private Optional<String> text() throws IOException {
    int first = in.read() & 0x0f;
    if (first == CLOSE) {
      return Optional.empty();
    }
    byte[] payload = in.readNBytes(length());
    return Optional.of(first == TEXT || first == 0 ? new String(payload, UTF_8) : "");
  }

  /** Reads up to the close frame, and returns its code; 0 if the connection ends without one. */
  int awaitClose() throws IOException {
    try {
      while (true) {
        int opcode = in.readUnsignedByte() & 0x0f;
        int length = length();
        if (opcode == CLOSE) {
          return length < 2 ? 1005 : in.readUnsignedShort();
        }
        in.skipNBytes(length);
      }
    } catch (EOFException | SocketException e) {
      return 0;
    }
  }

  private int length() throws IOException {
    int length = in.readUnsignedByte();
    if (length == 126) {
      return in.readUnsignedShort();
    }
    return length == 127 ? (int) in.readLong() : length;
  }

  /**
   * Whether the server ends the connection, in whatever way, in the time that anything may take.
   */
  boolean isCut() throws IOException {
    long end = System.nanoTime() + TestServer.LIMIT.toNanos();
    try {
      while (in.read() >= 0) {
        if (System.nanoTime() - end > 0) {
          return false;
        }
      }
      return true;
    } catch (SocketException e) {
      return true;
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
