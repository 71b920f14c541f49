// SPDX-License-Identifier: Apache-2.0
package io.sluice.benchmark;

import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/**
 * The limit: one thread, a selector, and frames that are parsed by hand, without a check of
 * anything. It understands just what the load server sends.
 */
final class RawNioClient implements Contender {

  private static final int BUFFER_BYTES = 1 << 18;
  private static final String REQUEST =
      """
      GET / HTTP/1.1\r
      Host: 127.0.0.1\r
      Upgrade: websocket\r
      Connection: Upgrade\r
      Sec-WebSocket-Version: 13\r
      Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r
      \r
      """;

  @Override
  public void connect(Load load) throws IOException {
    Reception reception = Reception.inline(load);
    Selector selector = Selector.open();
    for (int i = 0; i < load.connections(); i++) {
      SocketChannel channel =
          SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), load.port()));
      channel.socket().setTcpNoDelay(true);
      channel.write(ByteBuffer.wrap(REQUEST.getBytes(StandardCharsets.US_ASCII)));
      skipHeader(channel);
      channel.configureBlocking(false);
      channel.register(selector, SelectionKey.OP_READ, new Peer(channel, reception));
    }
    while (true) {
      selector.select(RawNioClient::read);
    }
  }

  private static void skipHeader(SocketChannel channel) throws IOException {
    ByteBuffer one = ByteBuffer.allocate(1);
    int ends = 0;
    while (ends < 2) {
      one.clear();
      if (channel.read(one) < 0) {
        throw new EOFException("the server left in the handshake");
      }
      byte read = one.get(0);
      ends = read == '\n' ? ends + 1 : read == '\r' ? ends : 0;
    }
  }

  private static void read(SelectionKey key) {
    try {
      ((Peer) key.attachment()).read();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static final class Peer {

    private final SocketChannel channel;
    private final Consumer<String> sink;
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER_BYTES);
    private byte[] payload = new byte[0];
    private int length;

    Peer(SocketChannel channel, Reception reception) {
      this.channel = channel;
      sink = reception.connected(this::send);
    }

    void read() throws IOException {
      channel.read(buffer);
      buffer.flip();
      while (readFrame()) {
        sink.accept(new String(payload, 0, length, StandardCharsets.UTF_8));
      }
      buffer.compact();
    }

    /** Takes a frame out of the buffer, if a whole one is there. */
    private boolean readFrame() {
      if (buffer.remaining() < 4) {
        return false;
      }
      int start = buffer.position();
      length = buffer.get(start + 1);
      int header = 2;
      if (length == 126) {
        length = buffer.getShort(start + 2) & 0xffff;
        header = 4;
      }
      if (buffer.remaining() < header + length) {
        return false;
      }
      if (payload.length < length) {
        payload = new byte[length];
      }
      buffer.position(start + header);
      buffer.get(payload, 0, length);
      return true;
    }

    private void send(String text) {
      try {
        ByteBuffer frame = ByteBuffer.wrap(RawPeer.masked(text));
        while (frame.hasRemaining()) {
          channel.write(frame);
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
