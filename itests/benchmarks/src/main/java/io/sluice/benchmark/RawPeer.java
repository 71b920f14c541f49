// SPDX-License-Identifier: Apache-2.0
package io.sluice.benchmark;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/**
 * The server's end of a WebSocket, on a blocking socket and for one thread: what it costs is not to
 * hide what the client costs.
 */
final class RawPeer {

  /** RFC 6455, section 1.3. */
  private static final String GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

  /** A client's answer to a ping without a payload, with a mask that changes nothing. */
  static final byte[] EMPTY_PONG = {(byte) 0x8a, (byte) 0x80, 0, 0, 0, 0};

  private static final String KEY_HEADER = "sec-websocket-key:";
  private static final int LAST_TEXT = 0x81;
  private static final int MASKED = 0x80;
  private static final int TEXT = 1;

  private final DataInputStream in;
  private final OutputStream out;

  RawPeer(Socket socket) throws IOException {
    socket.setTcpNoDelay(true);
    in = new DataInputStream(new BufferedInputStream(socket.getInputStream(), 1 << 16));
    out = socket.getOutputStream();
    shakeHands();
  }

  private void shakeHands() throws IOException {
    String key = "";
    for (String line = line(); !line.isEmpty(); line = line()) {
      if (line.regionMatches(true, 0, KEY_HEADER, 0, KEY_HEADER.length())) {
        key = line.substring(KEY_HEADER.length()).strip();
      }
    }
    send(answer(key));
  }

  /** The answer to a handshake with a key. */
  static byte[] answer(String key) {
    String answer =
        "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            + "Sec-WebSocket-Accept: "
            + accept(key)
            + "\r\n\r\n";
    return answer.getBytes(StandardCharsets.US_ASCII);
  }

  private String line() throws IOException {
    StringBuilder line = new StringBuilder();
    for (int next = in.readByte(); next != '\n'; next = in.readByte()) {
      line.append((char) next);
    }
    return line.toString().strip();
  }

  private static String accept(String key) {
    try {
      MessageDigest sha1 = MessageDigest.getInstance("SHA-1");
      byte[] digest = sha1.digest((key + GUID).getBytes(StandardCharsets.US_ASCII));
      return Base64.getEncoder().encodeToString(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A text of this many bytes as a frame. */
  static byte[] frame(int size) {
    ByteArrayOutputStream frame = new ByteArrayOutputStream();
    frame.write(LAST_TEXT);
    if (size < 126) {
      frame.write(size);
    } else if (size <= 0xffff) {
      frame.write(126);
      frame.writeBytes(ByteBuffer.allocate(Short.BYTES).putShort((short) size).array());
    } else {
      frame.write(127);
      frame.writeBytes(ByteBuffer.allocate(Long.BYTES).putLong(size).array());
    }
    frame.writeBytes("x".repeat(size).getBytes(StandardCharsets.US_ASCII));
    return frame.toByteArray();
  }

  /** A client's frame, with a mask that changes nothing. */
  static byte[] masked(String text) {
    byte[] payload = text.getBytes(StandardCharsets.UTF_8);
    ByteBuffer frame = ByteBuffer.allocate(payload.length + 8);
    frame.put((byte) LAST_TEXT).put((byte) (MASKED | 126)).putShort((short) payload.length);
    return frame.putInt(0).put(payload).array();
  }

  void send(byte[] bytes) throws IOException {
    out.write(bytes);
    out.flush();
  }

  /** Reads frames until a text comes, and returns it. */
  String readText() throws IOException {
    while (true) {
      int opcode = in.readUnsignedByte() & 0x0f;
      int length = in.readUnsignedByte() & 0x7f;
      if (length == 126) {
        length = in.readUnsignedShort();
      } else if (length == 127) {
        length = Math.toIntExact(in.readLong());
      }
      byte[] mask = in.readNBytes(4);
      byte[] payload = in.readNBytes(length);
      if (opcode == TEXT) {
        for (int i = 0; i < length; i++) {
          payload[i] ^= mask[i % 4];
        }
        return new String(payload, StandardCharsets.UTF_8);
      }
    }
  }
}
