// SPDX-License-Identifier: Apache-2.0
package io.sluice.benchmark;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;

/**
 * The peer of connections on which nothing happens, a process of its own: shakes hands, answers
 * pings and closes, and says no more. It prints its port. Argument: how many connections may wait
 * to be accepted.
 */
public final class IdleServer {

  private static final int BUFFER_BYTES = 1 << 13;
  private static final int PING = 9;
  private static final byte PONG = (byte) 0x8a;
  private static final byte CLOSE = (byte) 0x88;
  private static final String KEY_HEADER = "sec-websocket-key:";

  private IdleServer() {}

  /** Serves until the process is destroyed. */
  public static void main(String[] arguments) throws IOException {
    Selector selector = Selector.open();
    ServerSocketChannel server = ServerSocketChannel.open();
    server.bind(
        new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), Integer.parseInt(arguments[0]));
    server.configureBlocking(false);
    server.register(selector, SelectionKey.OP_ACCEPT);
    System.out.println("port " + server.socket().getLocalPort());
    ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES);
    while (true) {
      selector.select(key -> serve(key, selector, buffer));
    }
  }

  private static void serve(SelectionKey key, Selector selector, ByteBuffer buffer) {
    try {
      if (key.isAcceptable()) {
        SocketChannel channel = ((ServerSocketChannel) key.channel()).accept();
        channel.configureBlocking(false);
        channel.register(selector, SelectionKey.OP_READ);
      } else {
        read((SocketChannel) key.channel(), buffer.clear());
      }
    } catch (IOException e) {
      key.cancel();
    }
  }

  /** What comes at a time is a whole request or a whole control frame, for all that clients do. */
  private static void read(SocketChannel channel, ByteBuffer buffer) throws IOException {
    if (channel.read(buffer) < 0) {
      channel.close();
      return;
    }
    buffer.flip();
    if (buffer.hasRemaining() && buffer.get(0) == 'G') {
      String key =
          StandardCharsets.US_ASCII
              .decode(buffer)
              .toString()
              .lines()
              .filter(line -> line.regionMatches(true, 0, KEY_HEADER, 0, KEY_HEADER.length()))
              .map(line -> line.substring(KEY_HEADER.length()).strip())
              .findFirst()
              .orElseThrow(() -> new UncheckedIOException(new IOException("no key")));
      channel.write(ByteBuffer.wrap(RawPeer.answer(key)));
    } else if (buffer.remaining() > 1 && (buffer.get(0) & 0x0f) == PING) {
      channel.write(ByteBuffer.wrap(answer(PONG, buffer)));
    } else if (buffer.remaining() > 1 && buffer.get(0) == CLOSE) {
      channel.write(ByteBuffer.wrap(answer(CLOSE, buffer)));
      channel.close();
    }
  }

  /** A frame with the payload of another one. */
  private static byte[] answer(byte first, ByteBuffer frameOfClient) {
    int length = frameOfClient.get(1) & 0x7f;
    byte[] frame = new byte[length + 2];
    frame[0] = first;
    frame[1] = (byte) length;
    for (int i = 0; i < length; i++) {
      frame[i + 2] = (byte) (frameOfClient.get(i + 6) ^ frameOfClient.get(2 + i % 4));
    }
    return frame;
  }
}
