// SPDX-License-Identifier: Apache-2.0
package io.sluice.benchmark;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;

/**
 * A client that counts events, and notes how late they are. It understands just what these servers
 * send. For one thread.
 */
final class Watcher {

  private static final String REQUEST =
      """
      GET %s HTTP/1.1\r
      Host: 127.0.0.1\r
      Upgrade: websocket\r
      Connection: Upgrade\r
      Sec-WebSocket-Version: 13\r
      Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r
      \r
      """;
  private static final String ACCEPTED = "HTTP/1.1 101 ";
  private static final int WHOLE_TEXT = 0x81;
  private static final int TEXT = 1;
  private static final int CLOSE = 8;
  private static final int PING = 9;
  private static final byte[] NOTHING = {};

  private final SocketChannel channel;
  private final Delays delays;
  private final long warmUp;
  private byte[] rest = NOTHING;
  private boolean greeted;
  private long got;

  /** Connects. */
  Watcher(URI uri, Delays delays, long warmUp) throws IOException {
    this.delays = delays;
    this.warmUp = warmUp;
    this.channel =
        SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), uri.getPort()));
    channel.socket().setTcpNoDelay(true);
    channel.write(
        ByteBuffer.wrap(REQUEST.formatted(uri.getPath()).getBytes(StandardCharsets.US_ASCII)));
    readHeader();
    channel.configureBlocking(false);
  }

  private void readHeader() throws IOException {
    StringBuilder header = new StringBuilder();
    ByteBuffer one = ByteBuffer.allocate(1);
    while (header.indexOf("\r\n\r\n") < 0) {
      one.clear();
      if (channel.read(one) < 0) {
        throw new EOFException("the server left in the handshake");
      }
      header.append((char) one.get(0));
    }
    if (header.indexOf(ACCEPTED) != 0) {
      throw new IOException("not let in: " + header);
    }
  }

  SocketChannel channel() {
    return channel;
  }

  /** Whether it got any text, and so gets those that come. */
  boolean isGreeted() {
    return greeted;
  }

  /** How many events it got. */
  long got() {
    return got;
  }

  /** Takes what has come, by way of a buffer that all have in common. */
  void read(ByteBuffer buffer) throws IOException {
    buffer.clear();
    buffer.put(rest);
    if (channel.read(buffer) < 0) {
      throw new EOFException("the server left");
    }
    buffer.flip();
    while (takeFrame(buffer)) {
      // The next one.
    }
    rest = buffer.hasRemaining() ? new byte[buffer.remaining()] : NOTHING;
    buffer.get(rest);
  }

  /** Takes a frame out of the buffer, if a whole one is there. */
  private boolean takeFrame(ByteBuffer buffer) throws IOException {
    if (buffer.remaining() < 4) {
      return false;
    }
    int start = buffer.position();
    int length = buffer.get(start + 1);
    int header = 2;
    if (length == 126) {
      length = buffer.getShort(start + 2) & 0xffff;
      header = 4;
    }
    if (buffer.remaining() < header + length) {
      return false;
    }
    int end = start + header + length;
    buffer.position(end);
    take(buffer, start, end);
    return true;
  }

  private void take(ByteBuffer buffer, int start, int end) throws IOException {
    int first = buffer.get(start) & 0xff;
    switch (first & 0x0f) {
      case TEXT -> {
        greeted = true;
        if (first == WHOLE_TEXT && EventText.endsAt(buffer, end)) {
          got++;
          if (got > warmUp) {
            delays.add(System.nanoTime() - EventText.dueAt(buffer, end));
          }
        }
      }
      case PING -> channel.write(ByteBuffer.wrap(RawPeer.EMPTY_PONG));
      case CLOSE -> throw new EOFException("the server closes");
      default -> {
        // The rest of a text, or a pong.
      }
    }
  }
}
